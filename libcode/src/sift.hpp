// Which responses an edit can touch: first by their words (may_match.hpp), then by looking whether a new rule has a span there.
//
//     she felt AND tired ... ─► hold both words ─► stand as the rule says ─► coded again
//
// Looking asks of each word only whether it is one of the few forms that the rules know, folds nothing and looks at no cue, so it costs a
// fraction of coding. In: a Program of the codes to be coded again, the survey's words. Out: a set that holds every response in
// which one of the rules has a span, and few others. Tests: test_survey.cpp and twin --survey.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <libcode/coder.hpp>

#include "program.hpp"
#include "response_set.hpp"
#include "spellings.hpp"

namespace libcode {

// `rules` are indices into program.rules. Adds what is found to `responses`, in which those need not be looked at that are there already.
// Throws Stopped.
void add_matching(const Program& program, std::span<const std::uint32_t> rules, std::span<const std::string_view> texts, const WordIndex& words,
                  Spellings& spellings, const Options& options, ResponseSet& responses);

}  // namespace libcode
