"""Regular expressions as constants: general ones, and those that the task's words describe.

The grammar reads phrases such as "an a followed by three b's" into ``ab{3}``.
"""

import re

from search_words import NUMBER_WORDS

#: (pattern, base cost, words)
GENERAL = [
    (r"\d+", 5, "number:3 digit:3 numeric:3 extract:1 maximum:1"),
    (r"\d", 6, "digit:4 number:2 remov:1"),
    (r"\D", 8, "digit:2 non-digit:4"),
    (r"\s+", 6, "space:4 whitespace:4"),
    (r" +", 7, "space:4 multiple:3"),
    (r"\w+", 6, "word:3"),
    (r"\W+", 8, "alphanumeric:3 except:2 special:3"),
    (r"[\W_]+", 9, "alphanumeric:6 except:4 character:1 letter:2"),
    (r"[^a-zA-Z0-9]", 9, "alphanumeric:4 special:3"),
    (r"[A-Z]", 7, "upper:4 capital:4"),
    (r"[a-z]", 8, "lower:4"),
    (r"[^a-z]", 9, "lower:4"),
    (r"[A-Z][^A-Z]*", 9, "upper:5 split:2 capital:4"),
    (r"[A-Z][a-z]*", 9, "upper:4 capital:4"),
    (r'"(.*?)"', 9, "quot:7"),
    (r"[ ,.]", 8, "comma:5 dot:4"),
    (r"[aeiouAEIOU]", 8, "vowel:6"),
    (r"^[aeiouAEIOU]", 10, "vowel+start:8"),
    (r"(?<!^)(?=[A-Z])", 12, "camel:7 snake:7 capital:4 space:2"),
    (r" ?\([^)]+\)", 12, "parenthes:8"),
    (r"\([^)]*\)", 12, "parenthes:7"),
    (r"[A-Z]+[a-z]+$", 13, "upper+follow+lower:9"),
    (r"\b0+(?=\d)", 13, "leading:8 zero:4"),
    (r"\d$", 9, "number+end:6 end:3"),
    (r"[a-zA-Z0-9]$", 11, "alphanumeric+end:8"),
    (r"\Bz\B", 12, "middle:5 not+start:6"),
    (r"\w+ly", 11, "adverb:8"),
    (r"\d+\.\d{2}", 12, "decimal:4 precision:6"),
    (r"^\d+(\.\d{1,2})?$", 12, "decimal:5 precision:8"),
    (r"(\d{4})-(\d{2})-(\d{2})", 12, "date:7"),
    (r"^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$", 14, "ip.:11"),
    (r"^[\w.+-]+@[\w-]+\.\w{2,}$", 14, "email:11"),
    (r"/(\d{4})/(\d{1,2})/(\d{1,2})/", 14, "url:9"),
    (r"(\w)([A-Z])", 12, "capital:5 space:3"),
]
SUBJECT = r"(?:an?|one|the letter)?\s*['‘\"]?([a-z])['’\"]?(?:'s)?"
COUNTS = [
    (r"zero or more", "*"),
    (r"one or more", "+"),
    (r"zero or one", "?"),
    (r"anything,? ending in", ".*"),
    (r"exactly (two|three|four|five)", "{}"),
    (r"(two|three|four|five)", "{}"),
]


def described(text: str) -> dict[str, int]:
    """Patterns that phrases of the text spell out, in the order found."""
    found = []
    for phrase, count in COUNTS:
        match = re.search(
            SUBJECT + r"\s+(?:is |which is )?followed by " + phrase + r"\s*" + SUBJECT, text
        )
        if not match:
            continue
        first, *numbers, last = match.groups()
        if count == ".*":
            found.append(f"^{first}.*{last}$")
            found.append(f"{first}.*?{last}$")
        elif count == "{}":
            found.append(
                first + last + "{" + ",".join(str(NUMBER_WORDS[word]) for word in numbers) + "}"
            )
        else:
            found.append(f"{first}{last}{count}")
            found.append(f"^{first}{last}{count}$")
        break
    for phrase, shape in (
        (r"start(?:s|ing)? with (?:an? |the )?(?:letter )?['\"‘](\w)['\"’]", r"^{0}"),
        (r"end(?:s|ing)? with (?:an? |the )?(?:letter )?['\"‘](\w)['\"’]", r"{0}$"),
        (r"containing ['\"‘](\w)['\"’]", r"\w*{0}\w*"),
    ):
        match = re.search(phrase, text)
        if match:
            found.append(shape.format(match.group(1)))
    return found
