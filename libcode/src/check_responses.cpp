// Checks what a caller gives; the contract stands in check_responses.hpp.
#include "check_responses.hpp"

#include <stdexcept>
#include <string>

namespace libcode {

void check_responses(const Responses& responses) {
    const std::size_t count = responses.text.size();
    if (count > UINT32_MAX) throw std::invalid_argument("more than 4,294,967,295 responses at once; code them in batches");
    if (!responses.question.empty() && responses.question.size() != count)
        throw std::invalid_argument("`question` has " + std::to_string(responses.question.size()) + " entries for " + std::to_string(count) + " responses");
    for (const Variable& variable : responses.variables)
        if (variable.values.size() != count)
            throw std::invalid_argument("variable `" + variable.name + "` has " + std::to_string(variable.values.size()) + " values for " +
                                        std::to_string(count) + " responses");
    for (std::size_t i = 0; i < count; ++i)
        if (responses.text[i].size() > UINT32_MAX) throw std::invalid_argument("response " + std::to_string(i) + " is longer than 4 GiB");
}

}  // namespace libcode
