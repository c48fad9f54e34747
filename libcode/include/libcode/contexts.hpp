// Contexts: the words around a coding, as a concordance prints them (keyword in context).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <libcode/codings.hpp>
#include <libcode/export.hpp>

namespace libcode {

// From the first word of the context on the left to the last on the right, as bytes of the response. Between them lies the
// match with what stands around it, as written.
struct Context {
    std::uint32_t start_bytes, end_bytes;
};

// Per index into `codings.rows` the `words` words before and after its match, or as many as the response has: sentences are
// stepped over. `text` as in Responses; throws std::invalid_argument where it is not one per response. Costs the cutting of
// each response that is asked for, once where `rows` is in order.
LIBCODE_API std::vector<Context> find_contexts(const Codings& codings, std::span<const std::string_view> text, std::span<const std::size_t> rows,
                                               std::uint32_t words);

}  // namespace libcode
