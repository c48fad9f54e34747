// Matching. Most inputs are a random codebook and a response to it, one byte a choice, and the naive matcher must find the same
// codings; the others are any bytes coded with a codebook that has every kind of rule, by every path alike and as explained.
#include <cstring>
#include <list>
#include <string>
#include <unordered_map>

#include <libcode/explain.hpp>

#include "../reference/compare.hpp"
#include "../reference/generate.hpp"
#include "paths.hpp"
#include "program.hpp"
#include "tokens.hpp"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

// The first byte: how many choices make the codebook, or that the rest is a text.
constexpr std::size_t first_of_text = 200;

std::size_t book_bytes(const std::uint8_t* data, std::size_t size) {
    return data[0] < first_of_text ? std::min<std::size_t>(data[0], size - 1) : 0;
}

struct World {
    reference::Book book;
    reference::Generator generator;  // knows the words of the book
    std::optional<libcode::Coder> coder;  // nothing where the codebook is refused
};

// A codebook costs a hundred times as much to read as a response to code, so those that were lately used are kept.
World& world_of(const std::string& choices) {
    constexpr std::size_t most_kept = 8000;
    static std::list<std::pair<std::string, World>> kept;  // the last used first
    static std::unordered_map<std::string, decltype(kept)::iterator> known;
    const auto [at, is_new] = known.try_emplace(choices);
    if (!is_new) {
        kept.splice(kept.begin(), kept, at->second);
        return at->second->second;
    }
    if (kept.size() == most_kept) {
        known.erase(kept.back().first);
        kept.pop_back();
    }
    reference::Generator generator(reference::Choices(std::span(reinterpret_cast<const std::uint8_t*>(choices.data()), choices.size())));
    kept.emplace_front(choices, World{generator.book(), generator, {}});
    at->second = kept.begin();
    World& world = kept.front().second;
    try {
        world.coder.emplace(reference::engine_codebook(world.book));
    } catch (const libcode::CodebookError&) {  // it says more than a rule may
    }
    return world;
}

bool twin_can_read(std::string_view text) {
    static libcode::Tokens tokens;
    if (text.size() < reference::most_words) return true;
    libcode::tokenize(text, libcode::language_of("en"), tokens);
    return tokens.words.size() < reference::most_words;
}

void compare_with_twin(std::span<const std::uint8_t> data) {
    const std::size_t choices = book_bytes(data.data(), data.size());
    World& world = world_of(std::string(reinterpret_cast<const char*>(data.data()) + 1, choices));
    if (!world.coder) return;
    world.generator.go_on_with(reference::Choices(data.subspan(1 + choices)));
    reference::Case one{world.generator.response(world.book), {}};
    one.row = world.generator.row(world.book);
    if (!twin_can_read(one.text)) return;
    if (reference::engine_codings(*world.coder, {one})[0] == reference::twin_codings(world.book, one)) return;
    std::fputs(reference::describe(world.book, one).c_str(), stderr);
    must(false, "the engine finds what the naive matcher finds");
}

constexpr std::string_view every_kind = R"(
cues: cues.yaml
sets:
  drug: k | ket | special k | ketamine~
  body: stomach | bladder~ | gut*
codes:
  words:
    rules: |
      no one* | k-cramp* | *n't | a?c | =NHS | bladder~2 | "near miss" | A&E | 24/7 | 日本 | 😭 | été
      $drug [$body] (cramp* | pain*)
      * the *
  near:
    rules: |
      $drug NEAR/5 $body
      (a | b) BEFORE/3 (c | a b)
      $drug AFTER/9 pain*
      pee ..3 (blood | glass)
      ($drug NEAR/2 a) NOT NEAR/4 b
      (k NOT BEFORE/3 c) | (a NOT AFTER/sentence b)
  scopes:
    settings: {quote: match}
    rules: |
      $drug NEAR/sentence $body
      (a BEFORE/paragraph b) | (ete AFTER/paragraph k)
      (k AND pain) | (@near AND NOT nurse)
    unless: (period | leg) cramp*
    codes:
      stems:
        settings: {inflections: stem}
        count: all
        rules: |
          run | bladder problems
          @words NEAR/8 @near
      bare:
        settings: {accents: ignore}
        rules: ete | naive a*
      exact:
        settings: {case: exact}
        rules: Ket | /K[a-z]+ \d/
      plain:
        settings: {negation: off}
        at_least: 2
        rules: |
          /£?\d+ ?g (a|per) day/
          /(k|ket)+ ?[^a-m]?/ NEAR/3 *
          /é|ß|日./
)";
constexpr std::string_view cues = R"(
ends: but | however
negation:
  - cue: no | not | never | *n't | lack* of
    looks: ahead
    reach: 6
  - cue: none
    looks: back
    reach: 3
  - cue: no | nope
    looks: question
    reach: 10
  - pseudo: no doubt | not only
  - opening: no
  - ends: why
  - afresh: felt
  - last: help*
time:
  - cue: used to | ago
    looks: both
    reach: 5
person:
  - cue: my (mate | mum)
    looks: ahead
    reach: 5
certainty:
  - cue: maybe
    looks: ahead
    reach: 5
)";

void code_hostile(std::string_view text, std::size_t code) {
    static const libcode::Coder coder(libcode::parse_codebook(every_kind, "book.yaml", cues));
    const std::string_view texts[] = {text};
    const libcode::Codings codings = code_by(libcode::Instructions::plain, coder, texts);
    must(code_by(path_of(1 + text.size()), coder, texts).rows == codings.rows, "every path finds the same");
    if (text.size() % 4 != 0) return;
    const auto asked = static_cast<std::uint32_t>(code % codings.codebook.codes().size());
    const auto& family = coder.program().codes[asked].family;
    const libcode::Explanation why = libcode::explain(coder, text, asked);
    std::vector<libcode::Coding> wanted, explained;
    for (const libcode::Coding& row : codings.rows)
        if (std::find(family.begin(), family.end(), row.code) != family.end()) wanted.push_back(row);
    for (const auto& each : why.codings) explained.push_back(each.coding);
    must(wanted == explained, "what is explained is what is coded");
    must(!libcode::to_text(why, coder.codebook(), text).empty(), "an explanation can be read");
}

}  // namespace

// Most inputs are changed behind the codebook, so that it is there already. Where it is all there is, the first byte is made to say so, or
// what comes after would go on with it; where it leaves no room, it is cut.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
    if (size == 0 || most == 1 || seed % 256 == 0) return LLVMFuzzerMutate(data, size, most);
    const std::size_t head = std::min(1 + book_bytes(data, size), 1 + most / 2);
    if (data[0] < first_of_text) data[0] = static_cast<std::uint8_t>(head - 1);
    return head + LLVMFuzzerMutate(data + head, size - head, most - head);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    if (data[0] < first_of_text) compare_with_twin({data, size});
    else code_hostile({reinterpret_cast<const char*>(data + 1), size - 1}, data[0] - first_of_text);
    return 0;
}
