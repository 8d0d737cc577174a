"""Gives campaign documents that lack a translation one made of words that the site already has in that language.

    python3 tests/documents/borrow.py SITE LANGUAGE...

SITE is a copy of the repository: files are written into its `content/campaign/`. The words make no sense together, and nobody
reads them; they have the letters, the lengths and the numbers of the language, which is what the writers are tested with. A
translation that exists is left alone.
"""

import re
import sys
from pathlib import Path

DOCUMENTS = ["community-talk", "poster", "leaflet", "card", "tear-off", "strips"]
PAGES = ["help", "who-to-tell", "your-rights", "after-you-report", "what-it-is", "children", "safe-phone"]
SHORTCODE = re.compile(r"\{\{.*?\}\}")
END_OF_SENTENCE = re.compile(r"(?<=[.!?؟۔।።。？！])\s*")


class Pool:
    """Titles and sentences of a language, handed out in turn."""

    def __init__(self, content: Path, language: str):
        self.titles, self.sentences, self.coded = [], [], {}
        for page in PAGES:
            path = content / f"{page}.{language}.md"
            if path.exists():
                self.take(path.read_text(encoding="utf-8"))
        self.at = {"titles": 0, "sentences": 0}

    def take(self, text: str):
        front, body = text.split("+++\n", 2)[1:]
        self.titles += re.findall(r'^title = "(.*)"', front, re.M)
        for line in body.splitlines():
            line = line.strip()
            if line.startswith("#"):
                self.titles.append(re.sub(r"\{#.*?\}", "", line).strip("# "))
            elif line and not line.startswith(("{%", "|", "[", "!", ">")):
                line = re.sub(r"^([-*]|\d+\.) ", "", line)
                line = re.sub(r'\{\{ lang\(tag="en", text="(.*?)"\) \}\}', r"\1", line)
                line = re.sub(r"\[(.*?)\]\(.*?\)", r"\1", line).replace("**", "")
                for code in SHORTCODE.findall(line):
                    if len(SHORTCODE.findall(line)) == 1 and len(line) < 160 and line != code:
                        self.coded.setdefault(code, line)
                if not SHORTCODE.search(line):
                    self.sentences += [one for one in END_OF_SENTENCE.split(line) if one]

    def next(self, kind: str) -> str:
        pool = getattr(self, kind)
        self.at[kind] += 1
        return pool[(self.at[kind] - 1) % len(pool)]

    def words(self, english: str) -> str:
        """Sentences: as many as the English has."""
        count = len([one for one in END_OF_SENTENCE.split(english) if one])
        return " ".join(self.next("sentences") for _ in range(count))

    def line(self, english: str) -> str:
        codes = SHORTCODE.findall(english)
        if not codes:
            return self.words(english)
        if english.strip() == codes[0]:
            return english
        return self.coded.get(codes[0], codes[0])


def translated(text: str, pool: Pool) -> str:
    front, body = text.split("+++\n", 2)[1:]
    settings = [f'title = "{pool.next("titles")}"', 'status = "draft"']
    if re.search("^subtitle", front, re.M):
        settings.append(f'subtitle = "{pool.next("sentences")}"')
    lines = []
    for line in body.splitlines():
        heading = re.match(r"(#+) .*?(\{#.*\})?$", line)
        item = re.match(r"(- )(.*)", line)
        if heading:
            lines.append(f"{heading[1]} {pool.next('titles')}")
        elif item:
            lines.append(item[1] + pool.line(item[2]))
        elif not line or line.startswith(("{%", "---")):
            lines.append(line)
        else:
            lines.append(pool.line(line))
    return "+++\n" + "\n".join(settings) + "\n+++\n" + "\n".join(lines) + "\n"


def main():
    content = Path(sys.argv[1]) / "content"
    for language in sys.argv[2:]:
        pool = Pool(content, language)
        if not pool.sentences:
            print(f"there are no pages in {language} yet")
            continue
        for name in DOCUMENTS:
            target = content / "campaign" / f"{name}.{language}.md"
            if not target.exists():
                english = (content / "campaign" / f"{name}.md").read_text(encoding="utf-8")
                target.write_text(translated(english, pool).replace('"""', '"'), encoding="utf-8")


main()
