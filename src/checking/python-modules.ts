/** The Python that the checker's two kinds of interpreter are given, as source. */

import type { PythonModule } from '../sandbox/protocol.ts';
import assertNotes from './python/assert_notes.py?raw';
import beyondCalls from './python/beyond_calls.py?raw';
import calculation from './python/calculation.py?raw';
import candidate from './python/candidate.py?raw';
import decisions from './python/decisions.py?raw';
import deepCalls from './python/deep_calls.py?raw';
import environment from './python/environment.py?raw';
import equality from './python/equality.py?raw';
import evalPlusProgram from './python/evalplus_program.py?raw';
import eventLoop from './python/event_loop.py?raw';
import foldedConstants from './python/folded_constants.py?raw';
import functionLooks from './python/function_looks.py?raw';
import hardCoding from './python/hard_coding.py?raw';
import independence from './python/independence.py?raw';
import judge from './python/judge.py?raw';
import keptIterators from './python/kept_iterators.py?raw';
import mbppPlus from './python/mbpp_plus.py?raw';
import otherInputs from './python/other_inputs.py?raw';
import outline from './python/outline.py?raw';
import picking from './python/picking.py?raw';
import plainTypes from './python/plain_types.py?raw';
import plainValues from './python/plain_values.py?raw';
import prediction from './python/prediction.py?raw';
import programCalls from './python/program_calls.py?raw';
import recorder from './python/recorder.py?raw';
import replyReading from './python/reply_reading.py?raw';
import syntaxNodes from './python/syntax_nodes.py?raw';
import testCutting from './python/test_cutting.py?raw';
import testNames from './python/test_names.py?raw';
import testPlan from './python/test_plan.py?raw';
import testReading from './python/test_reading.py?raw';
import testScript from './python/test_script.py?raw';
import testSheet from './python/test_sheet.py?raw';
import thrown from './python/thrown.py?raw';
import topLevelNames from './python/top_level_names.py?raw';
import unknownValue from './python/unknown_value.py?raw';
import valueDecoding from './python/value_decoding.py?raw';
import valueEncoding from './python/value_encoding.py?raw';

const loop: PythonModule = { name: 'event_loop', source: eventLoop };
/** In the order in which they import one another. */
const values: readonly PythonModule[] = [
  { name: 'plain_types', source: plainTypes },
  { name: 'value_encoding', source: valueEncoding },
  { name: 'value_decoding', source: valueDecoding },
  { name: 'plain_values', source: plainValues },
];
const exceptions: PythonModule = { name: 'thrown', source: thrown };

export const candidateModules: readonly PythonModule[] = [
  ...values,
  exceptions,
  loop,
  { name: 'environment', source: environment },
  { name: 'deep_calls', source: deepCalls },
  { name: 'candidate', source: candidate },
  { name: 'calculation', source: calculation },
  { name: 'prediction', source: prediction },
  { name: 'recorder', source: recorder },
  { name: 'outline', source: outline },
  { name: 'folded_constants', source: foldedConstants },
  { name: 'other_inputs', source: otherInputs },
  { name: 'picking', source: picking },
  { name: 'hard_coding', source: hardCoding },
  { name: 'independence', source: independence },
  { name: 'top_level_names', source: topLevelNames },
  { name: 'reply_reading', source: replyReading },
  { name: 'evalplus_program', source: evalPlusProgram },
];

export const judgeModules: readonly PythonModule[] = [
  loop,
  ...values,
  exceptions,
  { name: 'equality', source: equality },
  { name: 'mbpp_plus', source: mbppPlus },
  { name: 'syntax_nodes', source: syntaxNodes },
  { name: 'test_names', source: testNames },
  { name: 'test_reading', source: testReading },
  { name: 'beyond_calls', source: beyondCalls },
  { name: 'test_cutting', source: testCutting },
  { name: 'test_plan', source: testPlan },
  { name: 'unknown_value', source: unknownValue },
  { name: 'program_calls', source: programCalls },
  { name: 'function_looks', source: functionLooks },
  { name: 'kept_iterators', source: keptIterators },
  { name: 'assert_notes', source: assertNotes },
  { name: 'test_script', source: testScript },
  { name: 'decisions', source: decisions },
  { name: 'test_sheet', source: testSheet },
  { name: 'judge', source: judge },
];
