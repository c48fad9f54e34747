// Codes by a path of the engine, and checks what is promised of every coding.
#pragma once

#include <span>
#include <string_view>

#include <libcode/coder.hpp>

#include "must.hpp"

inline libcode::Codings code_by(libcode::Instructions instructions, const libcode::Coder& coder, std::span<const std::string_view> texts,
                                std::span<const libcode::Variable> variables = {}) {
    libcode::Responses responses;
    responses.text = texts;
    responses.variables = variables;
    libcode::Options options;
    options.threads = 1;
    options.instructions = instructions;
    libcode::Codings codings = coder.code(responses, options);
    for (const libcode::Coding& row : codings.rows) {
        must(row.response < texts.size() && row.code < codings.codebook.codes().size(), "a coding is of a response and a code");
        must(row.rule < codings.codebook.codes()[row.code].rules.size(), "a coding is of a rule of its code");
        must(row.start_bytes < row.end_bytes && row.end_bytes <= texts[row.response].size(), "a match is a part of its response");
        must(row.quote_start_bytes <= row.start_bytes && row.end_bytes <= row.quote_end_bytes && row.quote_end_bytes <= texts[row.response].size(),
             "a quote holds its match");
        must(row.cue == libcode::no_cue ? row.cue_end_bytes == 0 : row.cue < codings.cues.size() && row.cue_end_bytes <= texts[row.response].size(),
             "a cue is one of the cues, and stands in the response");
    }
    return codings;
}

// The paths of the engine that this processor can run, by turns.
inline libcode::Instructions path_of(std::size_t turn) {
    static const auto paths = libcode::instructions_here();
    return paths[turn % paths.size()];
}
