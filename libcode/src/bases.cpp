// Which responses each code looks at; the contract stands in bases.hpp.
#include "bases.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <unordered_set>
#include <utility>

namespace libcode {
namespace {

using Allowed = std::unordered_set<std::string_view>;

[[noreturn]] void refuse_column(const Code& code, const std::string& column, const Responses& responses) {
    std::string message = "code `" + code.path + "`: `where` names the column `" + column + "`, which the data do not have; there are: question";
    for (const Variable& variable : responses.variables) message += ", " + variable.name;
    throw std::invalid_argument(message);
}

void keep_question(const Allowed& allowed, const Responses& responses, std::vector<std::uint8_t>& base) {
    std::vector<std::uint8_t> keeps;
    for (const std::string& question : responses.questions) keeps.push_back(allowed.contains(question));
    for (std::size_t i = 0; i < base.size(); ++i) {
        const std::size_t question = responses.question.empty() ? 0 : responses.question[i];
        if (question >= keeps.size() || !keeps[question]) base[i] = 0;
    }
}

std::vector<std::uint8_t> find_base(const Code& code, const Responses& responses) {
    std::vector<std::uint8_t> base(responses.text.size(), 1);
    for (const Where& where : code.where) {
        const Allowed allowed(where.values.begin(), where.values.end());
        const auto variable = std::find_if(responses.variables.begin(), responses.variables.end(),
                                           [&](const Variable& each) { return each.name == where.column; });
        if (variable != responses.variables.end()) {
            for (std::size_t i = 0; i < base.size(); ++i)
                if (!allowed.contains(variable->values[i])) base[i] = 0;
        } else if (where.column == "question") {
            keep_question(allowed, responses, base);
        } else {
            refuse_column(code, where.column, responses);
        }
    }
    return base;
}

using WhereKey = std::vector<std::pair<std::string, std::vector<std::string>>>;

WhereKey key_of(const Code& code) {
    WhereKey key;
    for (const Where& where : code.where) key.emplace_back(where.column, where.values);
    return key;
}

}  // namespace

Bases find_bases(const std::vector<Code>& codes, const Responses& responses, const Codings* before) {
    Bases out;
    out.bases.emplace_back();
    std::map<WhereKey, std::uint32_t> known, known_before;
    known.emplace();
    for (std::size_t code = 0; before && code < before->base_of_code.size(); ++code)
        if (before->base_of_code[code] != 0) known_before.emplace(key_of(before->codebook.codes()[code]), before->base_of_code[code]);
    for (const Code& code : codes) {
        const auto [at, is_new] = known.emplace(key_of(code), static_cast<std::uint32_t>(out.bases.size()));
        if (is_new) {
            const auto same = known_before.find(at->first);
            out.bases.push_back(same == known_before.end() ? find_base(code, responses) : before->bases[same->second]);
        }
        out.base_of_code.push_back(at->second);
    }
    return out;
}

}  // namespace libcode
