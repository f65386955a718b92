"""What tune.py does before any tensor is made, without torch: rows, labels, batches, the last command."""

import io
import sys
import tempfile
import unittest
from contextlib import redirect_stdout
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parents[4] / "src" / "evaluation" / "training"))

import tune  # noqa: E402 (from the folder named above)


class Words:
    """A tokenizer that knows words: each has the number of its place in a list."""

    eos_token_id = 0

    def __init__(self) -> None:
        self.known = ["<end>", "<begin>"]
        self.chats: list[dict] = []

    def __call__(self, text: str, add_special_tokens: bool = True) -> dict:
        ids = [self._id_of(word) for word in text.split()]
        return {"input_ids": [1, *ids] if add_special_tokens else ids}

    def apply_chat_template(self, messages: list[dict], **options: object) -> str:
        self.chats.append(options)
        return " ".join(f"[{each['role']}] {each['content']}" for each in messages) + " [assistant]"

    def said(self, ids: list[int]) -> str:
        return " ".join(self.known[each] for each in ids)

    def _id_of(self, word: str) -> int:
        if word not in self.known:
            self.known.append(word)
        return self.known.index(word)


class TuneTest(unittest.TestCase):
    def rows(self, text: str) -> list[tune.Row]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "train.jsonl"
            path.write_text(text, encoding="utf-8")
            return tune.load_rows(path)

    def test_rows_of_both_formats(self) -> None:
        chat = '[{"role": "user", "content": "hello"}]'
        answer = '[{"role": "assistant", "content": "x = 1"}]'
        rows = self.rows(
            '{"task_id": "1", "prompt": "a\\u2028b", "completion": "c"}\n'
            # Two characters at which a careless reader would end the line.
            '{"task_id": "2", "prompt": "a\u2028b\u0085c", "completion": "d"}\n'
            f'{{"task_id": "3", "prompt": {chat}, "completion": {answer}}}\n'
        )
        self.assertEqual(
            rows,
            [
                tune.Row("1", "a\u2028b", "c"),
                tune.Row("2", "a\u2028b\u0085c", "d"),
                tune.Row("3", [{"role": "user", "content": "hello"}], "x = 1"),
            ],
        )

    def test_a_line_that_is_no_row_is_named(self) -> None:
        good = '{"task_id": "1", "prompt": "a", "completion": "b"}\n'
        for bad in (
            '{"task_id": "2"',
            '{"prompt": "a"}',
            '{"task_id": 1, "prompt": 2, "completion": "b"}',
        ):
            with self.assertRaisesRegex(ValueError, r"train\.jsonl, line 2: not a row"):
                self.rows(good + bad)

    def test_only_the_program_is_learned(self) -> None:
        words = Words()
        sample = tune.sample_of(tune.Row("1", "add two numbers", "return a"), words, 100)
        self.assertEqual(words.said(sample.input_ids), "<begin> add two numbers return a <end>")
        self.assertEqual(sample.labels[:4], [tune.IGNORED] * 4)
        self.assertEqual(words.said(sample.labels[4:]), "return a <end>")
        self.assertEqual(sample.learned, 3)

    def test_a_chat_goes_through_the_models_own_template(self) -> None:
        words = Words()
        row = tune.Row("1", [{"role": "user", "content": "add"}], "return a")
        sample = tune.sample_of(row, words, 100)
        self.assertEqual(words.said(sample.input_ids), "[user] add [assistant] return a <end>")
        self.assertEqual(words.said(sample.labels[3:]), "return a <end>")
        self.assertEqual(
            words.chats,
            [{"add_generation_prompt": True, "tokenize": False, "enable_thinking": False}],
        )

    def test_rows_that_are_too_long_are_left_out_and_told(self) -> None:
        rows = [tune.Row("1", "a b", "c"), tune.Row("2", "a b", "c d")]
        said = io.StringIO()
        with redirect_stdout(said):
            samples = tune.samples_of(rows, Words(), 5)
        self.assertEqual([len(each.input_ids) for each in samples], [5])
        self.assertEqual(said.getvalue(), "1 of 2 rows are too long and left out.\n")
        with redirect_stdout(said), self.assertRaisesRegex(ValueError, "at most 4 tokens"):
            tune.samples_of(rows, Words(), 4)
        with self.assertRaisesRegex(ValueError, "There are no rows"):
            tune.samples_of([], Words(), 4)

    def test_what_is_added_to_a_batch_is_not_learned(self) -> None:
        batch = tune.padded(
            [tune.Sample([5, 6], [-100, 6]), tune.Sample([7, 8, 9], [-100, 8, 9])], 3
        )
        self.assertEqual(batch["input_ids"], [[5, 6, 3], [7, 8, 9]])
        self.assertEqual(batch["attention_mask"], [[1, 1, 0], [1, 1, 1]])
        self.assertEqual(batch["labels"], [[-100, 6, -100], [-100, 8, 9]])

    def test_every_row_comes_once_before_any_comes_again(self) -> None:
        steps = list(tune.drawn(10, 5, 4, seed=1))
        self.assertEqual([len(each) for each in steps], [4] * 5)
        order = [number for step in steps for number in step]
        self.assertEqual([sorted(order[:10]), sorted(order[10:])], [list(range(10))] * 2)
        self.assertEqual(steps, list(tune.drawn(10, 5, 4, seed=1)))
        self.assertNotEqual(steps, list(tune.drawn(10, 5, 4, seed=2)))

    def test_the_rate_rises_and_falls(self) -> None:
        rates = [tune.rate_at(step, tune.Settings(learning_rate=1.0)) for step in (1, 10, 11, 100)]
        self.assertEqual(rates[:2], [0.1, 1.0])
        self.assertTrue(1 > rates[2] > rates[3] > 0)

    def test_settings_and_the_last_command(self) -> None:
        usual = tune.read_settings([])
        self.assertEqual((usual.steps, usual.rank), (100, 16))
        own = tune.read_settings(["--model", "me/base", "--steps", "7", "--out", "/tmp/my adapter"])
        self.assertEqual((own.model, own.steps), ("me/base", 7))
        self.assertEqual(
            tune.conversion_command(own),
            "python convert_lora_to_gguf.py --outtype f16"
            " --outfile '/tmp/my adapter.gguf' '/tmp/my adapter'",
        )
        # A dot in a name is no ending.
        dotted = tune.conversion_command(tune.Settings(out="/tmp/lora-v1.5"))
        self.assertIn("--outfile /tmp/lora-v1.5.gguf /tmp/lora-v1.5", dotted)
        with tempfile.TemporaryDirectory() as folder:
            command = tune.conversion_command(tune.Settings(model=folder))
            self.assertIn(f"--base {Path(folder).resolve()} ", command)


if __name__ == "__main__":
    unittest.main()
