// Which patterns wake a rule or a cue: at least one of them must be met in a response for it to match there.
//
// A phrase or a distance needs all its parts, so it is woken by the part whose words are likely the rarest: long and few;
// alternatives need any of theirs, and are a waker of their own, so that a set's words are listed once however many rules
// hang on them. In: the nodes of a Program. Out: its waking tables. Cost: linear in the nodes.
// Twin: tests/reference, which wakes everything. Tests: test_compile.cpp.
#pragma once

#include "program.hpp"

namespace libcode {

// Fills the groups, the waking tables, the nodes' wakers and `cues_stay_in_sentence` of a Program. Its rules must be in run
// order, and its first_cue_node and first_cue_pattern be set.
void plan_waking(Program& program);

}  // namespace libcode
