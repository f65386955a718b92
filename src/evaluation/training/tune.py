# %% [markdown]
# # Fine-tune a model on the rows beside this file
#
# Trains a LoRA adapter of rank 16 for 100 steps, with the loss on the program only: a prompt is
# given, never learned. For one consumer GPU: a model of 1.5 billion parameters takes about 8 GB by our
# reckoning, which nobody measured.
#
# First `pip install torch transformers peft`, then run this file with `python tune.py --model NAME`,
# or its cells one after the other in a notebook.

# %%
import argparse
import json
import random
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Settings:
    """In a notebook, change them here; as a script, name them: --steps 200."""

    model: str = "Qwen/Qwen2.5-Coder-1.5B-Instruct"
    data: str = "."
    out: str = "adapter"
    steps: int = 100
    rank: int = 16
    learning_rate: float = 2e-4
    rows_per_step: int = 16
    # As many as fit into memory together; it changes the speed, not the result.
    rows_at_once: int = 2
    # In tokens, prompt and program together. Longer rows are left out.
    longest: int = 2048
    seed: int = 1


# %% [markdown]
# ## The rows
#
# Each line has `task_id`, `prompt` and `completion`. A prompt is a text, or the messages of a chat, to
# which the model's own template is applied.


# %%
@dataclass(frozen=True)
class Row:
    task_id: str
    prompt: str | list[dict[str, str]]
    completion: str


def load_rows(path: Path) -> list[Row]:
    """In the order of the file. A line that is no row is an error that names it."""
    rows = []
    # Not splitlines, which also divides at characters that may stand in a text.
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip() == "":
            continue
        try:
            rows.append(_row_of(json.loads(line)))
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise ValueError(f"{path.name}, line {number}: not a row ({error!r})") from error
    return rows


def _row_of(value: dict[str, Any]) -> Row:
    completion = value["completion"]
    if isinstance(completion, list):
        completion = completion[0]["content"]
    if not isinstance(value["prompt"], str | list) or not isinstance(completion, str):
        raise TypeError("prompt or completion is of the wrong type")
    return Row(str(value["task_id"]), value["prompt"], completion)


# %% [markdown]
# ## What is learned
#
# Tokens of the prompt have the label -100, which the loss passes over. Prompt and program are turned
# into tokens apart, because a model that is asked sees the prompt's tokens alone.

# %%
IGNORED = -100


@dataclass(frozen=True)
class Sample:
    input_ids: list[int]
    labels: list[int]

    @property
    def learned(self) -> int:
        return sum(label != IGNORED for label in self.labels)


def masked(
    prompt_ids: list[int], completion_ids: list[int], end_id: int, longest: int
) -> Sample | None:
    """The prompt, then what is learned: the program and that it ends. None if it is too long."""
    learned = [*completion_ids, end_id]
    if len(prompt_ids) + len(learned) > longest:
        return None
    return Sample([*prompt_ids, *learned], [IGNORED] * len(prompt_ids) + learned)


def sample_of(row: Row, tokenizer: Any, longest: int) -> Sample | None:
    if isinstance(row.prompt, str):
        prompt_ids = tokenizer(row.prompt)["input_ids"]
    else:
        text = tokenizer.apply_chat_template(
            row.prompt, add_generation_prompt=True, tokenize=False, enable_thinking=False
        )
        # The template wrote the special tokens already.
        prompt_ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    completion_ids = tokenizer(row.completion, add_special_tokens=False)["input_ids"]
    return masked(prompt_ids, completion_ids, tokenizer.eos_token_id, longest)


def samples_of(rows: list[Row], tokenizer: Any, longest: int) -> list[Sample]:
    """Says how many rows are too long. No row at all is an error."""
    if not rows:
        raise ValueError("There are no rows.")
    found = [sample_of(row, tokenizer, longest) for row in rows]
    samples = [sample for sample in found if sample is not None]
    if len(samples) < len(rows):
        print(f"{len(rows) - len(samples)} of {len(rows)} rows are too long and left out.")
    if not samples:
        raise ValueError(f"No row is at most {longest} tokens long.")
    return samples


def padded(samples: list[Sample], pad_id: int) -> dict[str, list[list[int]]]:
    """All as long as the longest. What is added is neither read nor learned."""
    longest = max(len(sample.input_ids) for sample in samples)
    batch: dict[str, list[list[int]]] = {"input_ids": [], "attention_mask": [], "labels": []}
    for sample in samples:
        lacking = longest - len(sample.input_ids)
        batch["input_ids"].append(sample.input_ids + [pad_id] * lacking)
        batch["attention_mask"].append([1] * len(sample.input_ids) + [0] * lacking)
        batch["labels"].append(sample.labels + [IGNORED] * lacking)
    return batch


def drawn(row_count: int, steps: int, rows_per_step: int, seed: int) -> Iterator[list[int]]:
    """For each step the numbers of its rows. Every row comes once before any comes again."""
    generator = random.Random(seed)
    left: list[int] = []
    for _ in range(steps):
        chosen = []
        while len(chosen) < rows_per_step:
            if not left:
                left = list(range(row_count))
                generator.shuffle(left)
            chosen.append(left.pop())
        yield chosen


def rate_at(step: int, settings: Settings) -> float:
    """Of learning, at a step from 1: rises for a tenth of the steps, then falls in a line."""
    rising = max(1, settings.steps // 10)
    if step <= rising:
        return settings.learning_rate * step / rising
    return settings.learning_rate * (settings.steps - step + 1) / (settings.steps - rising + 1)


# %% [markdown]
# ## Training


# %%
def tune(settings: Settings) -> None:
    """Trains, tells the loss before and after, and writes the adapter."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM, AutoTokenizer

    torch.manual_seed(settings.seed)
    if torch.cuda.is_available():
        device = "cuda"
    else:
        device = "mps" if torch.backends.mps.is_available() else "cpu"
    # Older cards only pretend to, and are slower with it.
    is_half = device == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False)
    print(f"Training on {device}, in {'bfloat16' if is_half else 'float32'}.")
    tokenizer = AutoTokenizer.from_pretrained(settings.model)
    train, validation = (
        samples_of(load_rows(Path(settings.data) / name), tokenizer, settings.longest)
        for name in ("train.jsonl", "validation.jsonl")
    )
    pad_id = tokenizer.eos_token_id if tokenizer.pad_token_id is None else tokenizer.pad_token_id
    base = AutoModelForCausalLM.from_pretrained(settings.model)
    base = base.to(device=device, dtype=torch.bfloat16 if is_half else torch.float32)
    base.config.use_cache = False
    base.gradient_checkpointing_enable()
    base.enable_input_require_grads()
    lora = LoraConfig(
        r=settings.rank,
        lora_alpha=2 * settings.rank,
        target_modules="all-linear",
        task_type="CAUSAL_LM",
    )
    model = get_peft_model(base, lora)
    model.print_trainable_parameters()
    trained = [each for each in model.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(trained, weight_decay=0.0)

    def parts_of(samples: list[Sample]) -> Iterator[list[Sample]]:
        for at in range(0, len(samples), settings.rows_at_once):
            yield samples[at : at + settings.rows_at_once]

    def loss_of(samples: list[Sample]) -> Any:
        """Summed over the tokens that are learned."""
        batch = {
            name: torch.tensor(ids, device=device) for name, ids in padded(samples, pad_id).items()
        }
        with torch.autocast("cuda" if is_half else "cpu", dtype=torch.bfloat16, enabled=is_half):
            return model(**batch).loss * sum(sample.learned for sample in samples)

    def mean_loss(samples: list[Sample]) -> float:
        model.eval()
        with torch.no_grad():
            total = sum(loss_of(part).item() for part in parts_of(samples))
        model.train()
        return total / sum(sample.learned for sample in samples)

    print(f"Validation loss before: {mean_loss(validation):.3f} nats a token")
    plan = drawn(len(train), settings.steps, settings.rows_per_step, settings.seed)
    for step, numbers in enumerate(plan, 1):
        chosen = [train[number] for number in numbers]
        learned = sum(sample.learned for sample in chosen)
        total = 0.0
        for part in parts_of(chosen):
            loss = loss_of(part) / learned
            loss.backward()
            total += loss.item()
        for group in optimizer.param_groups:
            group["lr"] = rate_at(step, settings)
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        print(f"Step {step} of {settings.steps}: loss {total:.3f}")
    print(f"Validation loss after: {mean_loss(validation):.3f} nats a token")
    model.save_pretrained(settings.out)
    print(f"The adapter is in {settings.out}. Make a GGUF file of it, in llama.cpp's folder, with:")
    print(conversion_command(settings))


def conversion_command(settings: Settings) -> str:
    """With llama.cpp's script, which asks Hugging Face for the base unless that is a folder."""
    folder = Path(settings.model)
    base = ["--base", str(folder.resolve())] if folder.is_dir() else []
    out = Path(settings.out).resolve()
    # Not with_suffix, which would cut a name at its last dot.
    files = ["--outfile", str(out.with_name(f"{out.name}.gguf")), str(out)]
    command = ["python", "convert_lora_to_gguf.py", *base, "--outtype", "f16", *files]
    return subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)


# %%
def read_settings(arguments: list[str]) -> Settings:
    parser = argparse.ArgumentParser(description="Trains a LoRA adapter on the rows beside it.")
    for field in fields(Settings):
        option = f"--{field.name.replace('_', '-')}"
        parser.add_argument(option, type=type(field.default), default=field.default)
    return Settings(**vars(parser.parse_args(arguments)))


if __name__ == "__main__":
    # A notebook is started with arguments of its own.
    tune(read_settings([] if "ipykernel" in sys.modules else sys.argv[1:]))
