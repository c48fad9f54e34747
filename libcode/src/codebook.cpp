// A codebook as a value. In: a codebook's text or path; out: the Codebook, which answers what it holds. The reading
// itself is codebook_parse.cpp's. Costs one pass over the file. Tested in test_codebook.cpp.
#include <libcode/codebook.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "codebook_impl.hpp"
#include "codebook_parse.hpp"
#include "sha256.hpp"

namespace libcode {
namespace {

std::optional<std::string> read_file(const std::string& path) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) return std::nullopt;
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (in.bad()) return std::nullopt;
    return text;
}

}  // namespace

CueSource cues_beside(const std::string& codebook_path) {
    return [codebook_path](const std::string& name) -> std::optional<CueFile> {
        const auto path = (std::filesystem::path(codebook_path).parent_path() / name).string();
        auto text = read_file(path);
        if (!text) return std::nullopt;
        return CueFile{path, std::move(*text)};
    };
}

Codebook parse_codebook(std::string_view text, std::string_view file, std::optional<std::string_view> cues_text) {
    return parse_codebook_with(text, file, [&](const std::string& name) -> std::optional<CueFile> {
        if (!cues_text) return std::nullopt;
        return CueFile{name, std::string(*cues_text)};
    });
}

Codebook read_codebook(const std::string& path) {
    const auto text = read_file(path);
    if (!text) {
        Fault fault;
        fault.file = path;
        fault.message = "the file cannot be read";
        fault.hint = "is the path right, and may you read it?";
        throw CodebookError({fault});
    }
    return parse_codebook_with(*text, path, cues_beside(path));
}

const std::string& Codebook::name() const { return impl_->name; }
const std::string& Codebook::version() const { return impl_->version; }
const std::string& Codebook::language() const { return impl_->language; }
const std::string& Codebook::memo() const { return impl_->memo; }
const std::string& Codebook::cues_file() const { return impl_->cues_file; }
const std::optional<std::string>& Codebook::cues_text() const { return impl_->cues_text; }
const Settings& Codebook::settings() const { return impl_->settings; }
const std::vector<Set>& Codebook::sets() const { return impl_->sets; }
const std::vector<Code>& Codebook::codes() const { return impl_->codes; }
const std::string& Codebook::file() const { return impl_->file; }
const std::string& Codebook::source() const { return impl_->source; }
std::string Codebook::sha256() const { return libcode::sha256(impl_->source); }

std::optional<std::uint32_t> Codebook::find(std::string_view path_or_key) const {
    const auto found = impl_->code_by_name.find(path_or_key);
    return found == impl_->code_by_name.end() ? std::nullopt : found->second;
}

}  // namespace libcode
