/** The Python that the checker's two kinds of interpreter are given, as source. */

import type { PythonModule } from '../sandbox/protocol.ts';
import assertNotes from './python/assert_notes.py?raw';
import beyondCalls from './python/beyond_calls.py?raw';
import calculation from './python/calculation.py?raw';
import candidate from './python/candidate.py?raw';
import decisions from './python/decisions.py?raw';
import clueIdeas from './python/clues/clue_ideas.py?raw';
import clueNames from './python/clues/clue_names.py?raw';
import clueWays from './python/clues/clue_ways.py?raw';
import clues from './python/clues/clues.py?raw';
import exampleKinds from './python/clues/example_kinds.py?raw';
import firstLines from './python/clues/first_lines.py?raw';
import deepCalls from './python/deep_calls.py?raw';
import environment from './python/environment.py?raw';
import equality from './python/equality.py?raw';
import evalPlusProgram from './python/evalplus_program.py?raw';
import eventLoop from './python/event_loop.py?raw';
import expressionShape from './python/expression_shape.py?raw';
import failingPart from './python/failing_part.py?raw';
import foldedConstants from './python/folded_constants.py?raw';
import functionLooks from './python/function_looks.py?raw';
import hardCoding from './python/hard_coding.py?raw';
import independence from './python/independence.py?raw';
import judge from './python/judge.py?raw';
import keptIterators from './python/kept_iterators.py?raw';
import mbppPlus from './python/mbpp_plus.py?raw';
import otherInputs from './python/other_inputs.py?raw';
import mistakeAttributes from './python/mistake_attributes.py?raw';
import mistakeBoundUses from './python/mistake_bound_uses.py?raw';
import mistakeBounds from './python/mistake_bounds.py?raw';
import mistakeExceptions from './python/mistake_exceptions.py?raw';
import mistakeFractions from './python/mistake_fractions.py?raw';
import mistakeLoops from './python/mistake_loops.py?raw';
import mistakeNames from './python/mistake_names.py?raw';
import mistakePatterns from './python/mistake_patterns.py?raw';
import mistakeProgram from './python/mistake_program.py?raw';
import mistakeSyntax from './python/mistake_syntax.py?raw';
import mistakeTypeErrors from './python/mistake_type_errors.py?raw';
import mistakeValues from './python/mistake_values.py?raw';
import mistakes from './python/mistakes.py?raw';
import outline from './python/outline.py?raw';
import picking from './python/picking.py?raw';
import plainTypes from './python/plain_types.py?raw';
import plainValues from './python/plain_values.py?raw';
import prediction from './python/prediction.py?raw';
import programCalls from './python/program_calls.py?raw';
import replyReading from './python/reply_reading.py?raw';
import smallInputs from './python/small_inputs.py?raw';
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
  { name: 'failing_part', source: failingPart },
  { name: 'candidate', source: candidate },
  { name: 'calculation', source: calculation },
  { name: 'prediction', source: prediction },
  { name: 'expression_shape', source: expressionShape },
  { name: 'outline', source: outline },
  { name: 'folded_constants', source: foldedConstants },
  { name: 'other_inputs', source: otherInputs },
  { name: 'picking', source: picking },
  { name: 'hard_coding', source: hardCoding },
  { name: 'small_inputs', source: smallInputs },
  { name: 'independence', source: independence },
  { name: 'top_level_names', source: topLevelNames },
  { name: 'reply_reading', source: replyReading },
  { name: 'evalplus_program', source: evalPlusProgram },
];

/** For the mistakes of a program that failed: put in place only then. */
export const mistakeModules: readonly PythonModule[] = [
  { name: 'mistake_syntax', source: mistakeSyntax },
  { name: 'mistake_program', source: mistakeProgram },
  { name: 'mistake_loops', source: mistakeLoops },
  { name: 'mistake_patterns', source: mistakePatterns },
  { name: 'mistake_values', source: mistakeValues },
  { name: 'mistake_fractions', source: mistakeFractions },
  { name: 'mistake_type_errors', source: mistakeTypeErrors },
  { name: 'mistake_names', source: mistakeNames },
  { name: 'mistake_attributes', source: mistakeAttributes },
  { name: 'mistake_exceptions', source: mistakeExceptions },
  { name: 'mistakes', source: mistakes },
];

/** For the bounds of a program that failed: put in place only then. */
export const boundModules: readonly PythonModule[] = [
  { name: 'mistake_program', source: mistakeProgram },
  { name: 'mistake_bound_uses', source: mistakeBoundUses },
  { name: 'mistake_bounds', source: mistakeBounds },
];

/** For hints at a reference: put in place only before one is read. */
export const clueModules: readonly PythonModule[] = [
  { name: 'clue_ideas', source: clueIdeas },
  { name: 'clue_names', source: clueNames },
  { name: 'clue_ways', source: clueWays },
  { name: 'example_kinds', source: exampleKinds },
  { name: 'first_lines', source: firstLines },
  { name: 'clues', source: clues },
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
