"""Records a call of the program line by line, for a person to step through.

Each step goes to the report file at once, as a line of JSON: a program that never ends, or that
swallows every exception, still leaves what it did so far. A line holds what is new since the one
before. Values are described without running any code of the program's.
"""

import json
import os
import sys

import candidate
import recorded_errors
import recorded_frames
import recorded_heap
import recorded_output
import recorded_parts
import recorded_values
import repeated_states

MAX_STEPS = 2_000
MAX_BYTES = 8_000_000
# Frames whose variables are told of, the innermost first.
MAX_OPEN_FRAMES = 3
MAX_PARTS = 60
MAX_REPEATED_PARTS = 12
MAX_ALL_PARTS = 20_000


def _name_of(frame):
    return recorded_values.cut(frame.f_code.co_name)


class _Full(BaseException):
    """Enough is recorded; unwinds the program unless that swallows it."""


class _Recorder:
    def __init__(self, report, output, states):
        self.report = report
        self.output = output
        self.states = states
        self.steps = 0
        self.bytes = 0
        self.heap = recorded_heap.Heap()
        # Of each frame that is entered: its number, the step at which it is, its name, and how many
        # parts were told of at that step, repeated ones apart.
        self.frames = {}
        self.entered = 0
        self.stack = recorded_frames.Stack(self.told_of)
        # Frames that wait for a call and whose variables cannot change meanwhile.
        self.settled = set()
        # What was told of each frame's variables last, and of the names outside functions.
        self.told = {}
        # Of each frame's variables with values that cannot change: the value, and what was told.
        self.last = {}
        self.parts = []
        self.all_parts = 0
        # Frames with an exception as the last that was told of them.
        self.raising = set()
        # Whether a step could not be told of, and with it what was new at it.
        self.is_lost = False

    def trace(self, frame, event, argument):
        if frame.f_code.co_filename != candidate.FILE:
            return None
        try:
            self.tell(frame, event, argument)
        except Exception:
            # It would be taken for the program's. Nothing is called here: there may be no room.
            self.is_lost = True
        return self.trace

    def tell(self, frame, event, argument):
        if event != "return":
            self.raising.discard(frame)
        if event == "line":
            self.add("line", frame, None)
        elif event == "call":
            kind = "call" if frame not in self.frames else "resume"
            if kind == "call":
                self.entered += 1
                self.frames[frame] = [self.entered, self.steps, _name_of(frame), 0, 0]
            self.add(kind, frame, None)
        elif event == "return":
            kind = recorded_frames.leaving(frame, argument, frame in self.raising)
            value = None if kind == "unwind" else recorded_values.describe(argument)
            self.add(kind, frame, value)
            self.stack.leave(frame)
            self.settled.discard(frame)
            if not frame.f_code.co_flags & repeated_states.RESUMABLE:
                number, *_ = self.frames.pop(frame, (0,))
                self.told.pop(number, None)
                self.last.pop(number, None)
            self.raising.discard(frame)
        elif event == "exception":
            _, error, _ = argument
            self.raising.add(frame)
            self.add("exception", frame, recorded_errors.text_of(error))

    def add(self, kind, frame, value):
        if self.steps >= MAX_STEPS or self.bytes > MAX_BYTES:
            self.end({"kind": "cut"})
            raise _Full
        if frame not in self.frames:
            self.frames[frame] = [0, 0, _name_of(frame), 0, 0]
        known = self.frames[frame]
        known[1], known[3], known[4] = self.steps, 0, 0
        if self.is_lost:
            self.told.clear()
            self.last.clear()
            self.settled.clear()
            self.stack.cut(0)
            self.heap = recorded_heap.Heap()
            self.is_lost = False
        self.heap.begin()
        since = self.stack.reach(frame, kind in ("call", "resume"))
        entry = {
            "kind": kind,
            "line": frame.f_lineno,
            "value": value,
            "since": since,
            "stack": self.stack.told[since:],
            "variables": self.variables(frame),
            "objects": self.heap.fresh,
            "output": self.output.take(),
            "parts": self.taken(),
        }
        self.write({name: each for name, each in entry.items() if each or name == "since"})
        earlier = self.states.earlier(frame, known[0], self.steps) if kind == "line" else None
        self.steps += 1
        if earlier is not None:
            self.end({"kind": "repeats", "step": earlier})
            raise _Full

    def told_of(self, frame):
        number, _, name, *_ = self.frames.get(frame) or (0, 0, _name_of(frame))
        return [number, name, frame.f_lineno]

    def variables(self, running):
        """Of the frames nearest to what is run, by their numbers; only those that are new."""
        fresh = {}
        self.settled.discard(running)
        for frame in self.stack.frames[: -MAX_OPEN_FRAMES - 1 : -1]:
            if frame in self.settled:
                continue
            number = self.frames.get(frame, [0])[0]
            shown = recorded_frames.variables_of(frame)
            self.tell_variables(number, shown, fresh)
            if frame is not running and recorded_frames.is_settled(frame, shown):
                self.settled.add(frame)
        self.tell_variables(0, recorded_frames.outer_values(), fresh)
        return fresh

    def tell_variables(self, number, shown, fresh):
        last = self.last.get(number, {})
        self.last[number] = now = {}
        told = []
        for name, value in shown:
            known, of_known = last.get(name, (None, None))
            is_same = of_known is not None and known is value
            of_name = of_known if is_same else self.heap.variable(value)
            told.append([recorded_values.cut(name), of_name])
            # Nothing else is held on to: what a program lets go of may be freed.
            if type(value) in recorded_frames.FIXED:
                now[name] = value, of_name
        if self.told.get(number, None if number else []) != told:
            self.told[number] = fresh[number] = told

    def note(self, number, value):
        """A part of an expression, of the step at which its frame is."""
        try:
            at = self.frames.get(sys._getframe(2))
            if at is None or self.all_parts >= MAX_ALL_PARTS:
                return
            is_repeated = recorded_parts.listener.places[number][5] & recorded_parts.REPEATED
            count, most = (4, MAX_REPEATED_PARTS) if is_repeated else (3, MAX_PARTS)
            if at[count] < most:
                at[count] += 1
                self.all_parts += 1
                self.parts.append([at[1], number, recorded_values.describe(value)])
        except Exception:
            # As in `trace`.
            self.is_lost = True

    def taken(self):
        parts, self.parts = self.parts, []
        return parts

    def end(self, end):
        if self.report is None:
            return
        self.write({"end": end, "output": self.output.take(), "parts": self.taken()})
        os.close(self.report)
        self.report = None
        self.all_parts = MAX_ALL_PARTS

    def write(self, entry):
        if self.report is not None:
            text = (json.dumps(entry) + "\n").encode()
            self.bytes += len(text)
            os.write(self.report, text)


def load(source: str) -> str:
    """Runs a program as `candidate` does, its parts ready to be told of."""
    return candidate.load(source, recorded_parts.compiled)


def record(argument: str) -> str:
    """Evaluates one call of the loaded program under the recorder. The reply says nothing."""
    request = json.loads(argument)
    if candidate._program.module is None:
        return ""
    code = compile(request["source"], candidate.TEST_FILE, "eval")
    output = recorded_output.Output()
    program = "\n".join(candidate._program.lines)
    states = repeated_states.States(program, [request["setup"], request["source"]])
    recorder = _Recorder(os.open("/dev/report", os.O_WRONLY), output, states)
    recorder.write({"places": recorded_parts.listener.places, "open": MAX_OPEN_FRAMES})
    sys.stdout = output
    recorded_parts.listener.note = recorder.note
    sys.settrace(recorder.trace)
    try:
        value = eval(code, candidate._program.module.__dict__)
        sys.settrace(None)
        recorder.end({"kind": "returned", "value": recorded_values.describe(value)})
    except BaseException as error:
        sys.settrace(None)
        if not isinstance(error, _Full):
            recorder.end({"kind": "raised", "value": recorded_errors.text_of(error)})
    recorded_parts.listener.note = None
    return ""
