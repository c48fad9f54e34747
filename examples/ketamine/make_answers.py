"""Composes the 274 synthetic answers of this example from the voices in voices.txt.

    python3 make_answers.py [FOLDER]      writes answers.csv and themes_written.csv there

Nobody wrote these answers: every respondent is invented. The script draws which themes each
respondent carries (QUOTAS, near the figures published for the real survey), picks lines that were
written to carry them, and sets them down as people type: lower case, no full stops, slips of the
finger. themes_written.csv keeps what every answer was written to carry, so that a codebook can be
held against it. Respondents 1 to 137 speak one half of the lines and 138 to 274 the other, so that
a codebook improved on the first half can be tried on words it has not seen.

Same script, same bytes: only random() of a seeded Random is drawn on.
"""

import csv
import random
import sys
from pathlib import Path

HERE = Path(__file__).parent
RESPONDENTS = 274
FIRST_HALF = 137
SEED = 10070073

# Question: who is asked, the share of them that answers, and the share of answers a theme is in.
QUESTIONS = {
    "symptoms": ("all", 0.96, {"bladder": 0.60, "nasal": 0.60, "k_cramps": 0.56, "organs": 0.15}),
    "stopping": ("all", 0.88, {"cravings": 0.71, "low_mood": 0.62, "anxiety": 0.59,
                               "irritability": 0.45}),
    "use": ("all", 0.80, {"tolerance": 0.48, "numbing": 0.44, "losses": 0.33}),
    "awareness": ("all", 0.90, {"lack_awareness": 0.59, "harmless": 0.30,
                                "generational_heroin": 0.12}),
    "services": ("yes", 0.92, {"satisfied": 0.36, "lack_knowledge": 0.44, "sent_away": 0.36,
                               "waiting": 0.22, "stigma": 0.14, "shame": 0.08}),
    "barriers": ("no", 0.85, {"shame": 0.42, "stigma": 0.34}),
}
COUNTRIES = [("UK", 0.75), ("US", 0.10), ("Canada", 0.04), ("Australia", 0.05), ("Ireland", 0.04),
             ("Netherlands", 0.02)]
GENDERS = [("man", 0.477), ("woman", 0.442), ("trans man", 0.043), ("not said", 0.038)]
AWARENESS = [("definitely not", 0.59), ("probably not", 0.22), ("not sure", 0.09),
             ("probably", 0.07), ("definitely", 0.03)]
JOINS = [(". ", 0.34), (", ", 0.22), (" ", 0.10), (" and ", 0.08), ("... ", 0.07), ("\n", 0.06),
         (" - ", 0.04), ("! ", 0.03), (". Also ", 0.06)]
LIST_JOINS = [(", ", 0.55), (" ", 0.05), ("\n", 0.12), (" / ", 0.08), (" and ", 0.12), ("; ", 0.08)]
EMOJI = ["😭", "😔", "🙏", "💔", "😩", "🤷‍♀️"]
NO_ANSWER = ["n/a", "N/A", "-", "none", "idk", "?", "not sure how to answer this"]
MARKS = {"not": ("affirmed", "negated"), "past": ("current", "past"), "other": ("self", "other"),
         "maybe": ("certain", "uncertain")}


class Voice:
    """One line of voices.txt."""

    def __init__(self, label, text):
        self.text = text
        self.themes = []  # (theme, status in four words)
        self.own, self.denied = set(), set()
        self.alone = label == "-alone"
        for item in label.split() if not label.startswith("-") else []:
            theme, *marks = item.split("-")
            status = [MARKS[m][1] if m in marks else MARKS[m][0] for m in MARKS]
            self.themes.append((theme, " ".join(status)))
            if "not" in marks:
                self.denied.add(theme)
            elif "other" not in marks:
                self.own.add(theme)
        self.used = 0


def read_voices(path):
    """{(question, "prose" or "list", half): [Voice]}; lines of one label go to the halves in turn."""
    voices, turns, section = {}, {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            question, _, listed = line[3:].partition(",")
            section = (question, "list" if listed else "prose")
        elif line and not line.startswith("#"):
            label, text = line.split(" : ", 1)
            turn = turns.get((section, label), 0)
            turns[section, label] = turn + 1
            halves = (turn % 2,) if section[1] == "prose" else (0, 1)
            for half in halves:
                voices.setdefault((*section, half), []).append(Voice(label, text))
    return voices


class Dice:
    """The draws, all made of random()."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def chance(self, share):
        return self.random() < share

    def pick(self, items):
        return items[int(self.random() * len(items))]

    def weighted(self, pairs):
        left = self.random() * sum(weight for _, weight in pairs)
        for value, weight in pairs:
            left -= weight
            if left < 0:
                return value
        return pairs[-1][0]

    def shuffled(self, items):
        return [item for _, item in sorted(((self.random(), item) for item in items),
                                           key=lambda pair: pair[0])]


def draw_people(dice):
    """One dict a respondent: who they are and how they type."""
    asked_for_help = dice.shuffled(["yes"] * 110 + ["no"] * (RESPONDENTS - 110))
    people = []
    for number in range(1, RESPONDENTS + 1):
        age = 18 + int(5 * dice.random() + 5 * dice.random() + 45 * dice.random() ** 8)
        people.append({
            "id": f"synthetic-{number:03}",
            "country": dice.weighted(COUNTRIES),
            "treatment_seeking": asked_for_help[number - 1],
            "age": str(min(age, 67)),
            "gender": dice.weighted(GENDERS),
            "half": 0 if number <= FIRST_HALF else 1,
            "case": dice.weighted([("lower", 0.45), ("as written", 0.25), ("sentence", 0.30)]),
            "join": dice.weighted(JOINS),
            "slips": dice.weighted([(0.0, 0.55), (0.012, 0.30), (0.035, 0.15)]),
            "apostrophes": dice.chance(0.65),
            "full_stop": dice.chance(0.4),
        })
    return people


def draw_themes(dice, people, question):
    """{person index: [themes]} for everyone who answers; an exact quota of answers a theme."""
    asked, answering, quotas = QUESTIONS[question]
    themes = {}
    for half in (0, 1):
        invited = [i for i, p in enumerate(people)
                   if p["half"] == half and asked in ("all", p["treatment_seeking"])]
        answered = sorted(dice.shuffled(invited)[:round(answering * len(invited))])
        themes.update((i, []) for i in answered)
        for theme, share in quotas.items():
            # Whoever is satisfied with the care has less to say against it.
            order = sorted((dice.random() + 0.8 * ("satisfied" in themes[i]), i) for i in answered)
            for _, i in order[:round(share * len(answered))]:
                themes[i].append(theme)
    return themes


def slip(dice, text, rate):
    """Swaps or drops a letter inside a word of five letters or more, now and then."""
    words = text.split(" ")
    for n, word in enumerate(words):
        if len(word) >= 5 and word.isalpha() and dice.chance(rate * len(word)):
            at = 1 + int(dice.random() * (len(word) - 2))
            if dice.chance(0.5):
                words[n] = word[:at] + word[at + 1] + word[at] + word[at + 2:]
            else:
                words[n] = word[:at] + word[at + 1:]
    return " ".join(words)


def take(dice, voices, wanted):
    """The least used of the voices that `wanted` allows, if any."""
    choice = [(v.used + 1.5 * dice.random() - 0.4 * len(v.themes), i)
              for i, v in enumerate(voices) if wanted(v)]
    if not choice:
        return None
    voice = voices[min(choice)[1]]
    voice.used += 1
    return voice


def choose_voices(dice, voices, themes):
    """Voices that together carry exactly `themes`, with asides: what is denied, what a mate has."""
    left, said, chosen = list(themes), set(), []

    def add(voice):
        chosen.append(voice)
        said.update(theme for theme, _ in voice.themes)
        left[:] = [theme for theme in left if theme not in voice.own]

    for theme in dice.shuffled(themes):
        if theme in left:
            add(take(dice, voices, lambda v: theme in v.own and v.own <= set(left)
                     and not v.denied & (set(themes) | said)))
    if dice.chance(0.30):
        aside = take(dice, voices, lambda v: v.themes and not v.own and not v.denied & set(themes)
                     and not said & {theme for theme, _ in v.themes})
        if aside:
            add(aside)
    if not chosen or dice.chance(0.28):
        add(take(dice, voices, lambda v: not v.themes and (not chosen or not v.alone)))
        if not chosen[-1].alone and dice.chance(0.2):
            add(take(dice, voices, lambda v: not v.themes and not v.alone and v not in chosen))
    return dice.shuffled(chosen)


def set_down(dice, person, chosen, listed):
    """The chosen voices as this person types them."""
    join = dice.weighted(LIST_JOINS) if listed else person["join"]
    text = ""
    for voice in chosen:
        part = slip(dice, voice.text, person["slips"])
        if person["case"] == "sentence" and (not text or join[0] in ".!\n"):
            part = part[0].upper() + part[1:]
        ended = text[-1:] in ("?", "!", ".") and join[0] in ".,!;"
        text += (join[1:] if ended else join if text else "") + part
    if not listed and person["full_stop"] and text[-1].isalnum():
        text += "."
    if person["case"] == "lower":
        text = text.lower()
    if not person["apostrophes"]:
        text = text.replace("'", "")
    if dice.chance(0.03):
        text += " " + dice.pick(EMOJI)
    return text


def make_answers():
    """The rows of answers.csv and of themes_written.csv, each with its header."""
    dice = Dice(SEED)
    voices = read_voices(HERE / "voices.txt")
    people = draw_people(dice)
    written = []
    for question in QUESTIONS:
        for i, themes in sorted(draw_themes(dice, people, question).items()):
            person = people[i]
            if not themes and dice.chance(0.15):
                person[question] = dice.pick(NO_ANSWER)
                continue
            lists = voices.get((question, "list", person["half"]))
            listed = bool(lists and themes) and dice.chance(0.05 + 0.12 * min(len(themes), 2))
            pool = lists if listed else voices[question, "prose", person["half"]]
            chosen = choose_voices(dice, pool, themes)
            person[question] = set_down(dice, person, chosen, listed)
            carried = {(theme, status): None for voice in chosen for theme, status in voice.themes}
            written += [(person["id"], question, theme, status) for theme, status in carried]

    aware = {key[0] for key in written if key[2:] == ("lack_awareness",
                                                      "affirmed current self certain")}
    order = sorted((dice.random() - 0.6 * (p["id"] in aware), i) for i, p in enumerate(people))
    answers = [a for a, share in AWARENESS for _ in range(round(share * RESPONDENTS))]
    for (_, i), answer in zip(order, answers, strict=True):
        people[i]["enough_awareness"] = answer

    columns = ["id", "country", "treatment_seeking", "age", "gender", "enough_awareness",
               *QUESTIONS]
    rows = [[person.get(column, "") for column in columns] for person in people]
    return [columns, *rows], [("id", "question", "theme", "status"), *sorted(written)]


def main(folder):
    for name, rows in zip(("answers.csv", "themes_written.csv"), make_answers(), strict=True):
        with open(folder / name, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
