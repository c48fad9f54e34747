// Puts the codings of an edited codebook together: those that the edit leaves as they are, and those found anew.
//
// In: the codings before, what the edit changes, the responses that were coded anew and what was found there. Out: rows in the
// order of coding anew. Cost: a copy of the rows, in large pieces where nothing is renumbered. Tests: test_survey.cpp, twin --survey.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <libcode/codings.hpp>

#include "book_changes.hpp"
#include "response_set.hpp"

namespace libcode {

// Adds to `responses` those with a coding by a rule that is gone or edited; of codes taken out too, where any other code is redone.
void add_touched(const std::vector<Coding>& before, const BookChanges& changes, ResponseSet& responses);

// `fresh` are the codings of the redone codes in `redone`, both in order. Replaces `out`, whose memory is used again.
void merge_codings(std::span<const Coding> before, const BookChanges& changes, std::span<const std::uint32_t> redone, std::span<const Coding> fresh,
                   std::vector<Coding>& out);

}  // namespace libcode
