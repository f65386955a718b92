/**
 * The search's Python modules in the order in which they can be loaded: each imports only
 * earlier ones.
 */

import type { PythonModule } from '../../sandbox/protocol.ts';
import bank from './python/search_bank.py?raw';
import candidates from './python/search_candidates.py?raw';
import component from './python/search_component.py?raw';
import forms from './python/search_forms.py?raw';
import touches from './python/search_touches.py?raw';
import names from './python/search_names.py?raw';
import tidy from './python/search_tidy.py?raw';
import formulas from './python/search_formulas.py?raw';
import goals from './python/search_goals.py?raw';
import libraryNumbers from './python/search_library_numbers.py?raw';
import librarySequences from './python/search_library_sequences.py?raw';
import libraryText from './python/search_library_text.py?raw';
import loops from './python/search_loops.py?raw';
import patterns from './python/search_patterns.py?raw';
import printer from './python/search_printer.py?raw';
import reader from './python/search_reader.py?raw';
import service from './python/search_service.py?raw';
import session from './python/search_session.py?raw';
import space from './python/search_space.py?raw';
import task from './python/search_task.py?raw';
import values from './python/search_values.py?raw';
import words from './python/search_words.py?raw';

export const searchModules: readonly PythonModule[] = [
  { name: 'search_words', source: words },
  { name: 'search_values', source: values },
  { name: 'search_reader', source: reader },
  { name: 'search_component', source: component },
  { name: 'search_library_numbers', source: libraryNumbers },
  { name: 'search_library_sequences', source: librarySequences },
  { name: 'search_library_text', source: libraryText },
  { name: 'search_patterns', source: patterns },
  { name: 'search_bank', source: bank },
  { name: 'search_forms', source: forms },
  { name: 'search_space', source: space },
  { name: 'search_names', source: names },
  { name: 'search_tidy', source: tidy },
  { name: 'search_printer', source: printer },
  { name: 'search_touches', source: touches },
  { name: 'search_goals', source: goals },
  { name: 'search_loops', source: loops },
  { name: 'search_formulas', source: formulas },
  { name: 'search_candidates', source: candidates },
  { name: 'search_task', source: task },
  { name: 'search_session', source: session },
  { name: 'search_service', source: service },
];
