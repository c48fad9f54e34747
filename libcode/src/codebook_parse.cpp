// Reads a codebook's tree into a Codebook. In: the file's text and a way to its cue file; out: the codebook, with
// every setting passed down and every rule parsed and checked, or all its faults at once. Costs one
// pass over the file. Tested in test_codebook.cpp and test_codebook_faults.cpp.
#include "codebook_parse.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

#include "check_rules.hpp"
#include "codebook_impl.hpp"
#include "codebook_read.hpp"
#include "language.hpp"
#include "regex_check.hpp"
#include "yaml.hpp"

namespace libcode {
namespace {

constexpr std::string_view setting_keys[] = {"unit", "quote", "case", "accents", "inflections", "negation"};
constexpr std::uint32_t most_at_least = 1'000'000;
// What is passed down is copied, so that a short file could fill the memory.
constexpr std::size_t most_where_columns = 100;
constexpr std::size_t most_where_values = 1'000'000;

// What a code hands to the codes below it.
struct Inherited {
    std::optional<std::uint32_t> parent;
    std::string path_prefix;
    Settings settings;
    Counting count;
    std::vector<Where> where;
};

class CodebookParser {
  public:
    CodebookParser(Codebook::Impl& impl, FaultList& faults) : impl_(impl), faults_(faults), fields_(faults) {}

    void parse(const YamlNode& root, const CueSource& cue_source);

  private:
    enum class Level : std::uint8_t { codebook, code };

    void read_settings(const YamlNode& value, Level level, Settings& settings);
    void check_folds(const YamlNode& value, const Settings& settings);
    void read_sets(const YamlNode& value);
    void read_codes(const YamlNode& value, const Inherited& above);
    void read_code(const YamlNode& key, const YamlNode& value, const Inherited& above);
    void read_where(const YamlNode& value, std::vector<Where>& where);
    std::vector<std::string> read_where_values(const YamlNode& value, std::string_view column);
    void check_code(const YamlNode& key, const YamlNode& value, const Code& code);
    void check_all_rules();
    bool is_language_tag(const YamlNode& value);
    void read_cues(const YamlNode& root, const CueSource& cue_source);

    Codebook::Impl& impl_;
    FaultList& faults_;
    FieldReader fields_;
    std::size_t where_values_ = 0;  // of all codes so far
};

void CodebookParser::read_settings(const YamlNode& value, Level level, Settings& settings) {
    if (!fields_.is_mapping(value, "`settings`")) return;
    fields_.check_keys(value, setting_keys, "`settings`");
    const auto read = [&](std::string_view key, std::array<std::string_view, 2> words, auto& setting) {
        using Setting = std::remove_reference_t<decltype(setting)>;
        if (const auto* node = value.find(key)) {
            if (const auto chosen = fields_.choice(*node, key, words)) setting = static_cast<Setting>(*chosen);
        }
    };
    const auto unit = std::find_if(value.children.begin(), value.children.end(), [](const auto& n) { return n.text == "unit"; });
    if (level == Level::code && unit != value.children.end()) {
        faults_.add(unit->range, "`unit` is of the whole codebook and cannot differ between codes",
                    "move it to the `settings:` at the top of the file");
    } else {
        read("unit", {"response", "sentence"}, settings.unit);
    }
    if (const auto* node = value.find("quote")) {
        static constexpr std::string_view words[] = {"sentence", "response", "match"};
        if (const auto chosen = fields_.choice(*node, "quote", words)) settings.quote = static_cast<QuoteScope>(*chosen);
    }
    read("case", {"ignore", "exact"}, settings.letter_case);
    read("accents", {"exact", "ignore"}, settings.accents);
    read("inflections", {"exact", "stem"}, settings.inflections);
    read("negation", {"on", "off"}, settings.negation);
    check_folds(value, settings);
}

// Only the folds that exist can be asked for; a mixture of others would be a silent guess.
void CodebookParser::check_folds(const YamlNode& value, const Settings& settings) {
    if (settings.letter_case == Case::exact && settings.accents == Accents::ignore)
        faults_.add(value.range, "`case: exact` and `accents: ignore` cannot be in force together",
                    "write `accents: exact` or `case: ignore` here");
    if (settings.inflections == Inflections::exact) return;
    if (settings.letter_case == Case::exact)
        faults_.add(value.range, "`case: exact` and `inflections: stem` cannot be in force together",
                    "write `inflections: exact` or `case: ignore` here");
    if (language_of(impl_.language).stemmer.empty())
        faults_.add(value.range, "`inflections: stem` needs a stemmer, and there is none for the language " + in_backquotes(impl_.language),
                    "write `inflections: exact` and use `*` for endings");
}

void CodebookParser::read_sets(const YamlNode& value) {
    if (!fields_.is_mapping(value, "`sets`")) return;
    for (std::size_t i = 0; i + 1 < value.children.size(); i += 2) {
        const auto& key = value.children[i];
        Set set;
        if (fields_.is_name(key, "set")) set.name = key.text;
        set.place = fields_.place(key);
        set.alternatives = fields_.rules(value.children[i + 1], key.text, Weights::refused);
        impl_.set_rules.push_back(fields_.parse(set.alternatives));
        impl_.sets.push_back(std::move(set));
    }
}

std::vector<std::string> CodebookParser::read_where_values(const YamlNode& value, std::string_view column) {
    std::vector<std::string> values;
    if (value.kind != YamlKind::list) {
        values.push_back(fields_.text(value, column));
        return values;
    }
    if (value.children.empty()) faults_.add(value.range, in_backquotes(column) + " lists no value");
    for (const auto& item : value.children) values.push_back(fields_.text(item, column));
    return values;
}

void CodebookParser::read_where(const YamlNode& value, std::vector<Where>& where) {
    if (!fields_.is_mapping(value, "`where`")) return;
    if (value.children.size() / 2 > most_where_columns) {
        return faults_.add(value.range, "`where` names too many columns", "at most " + std::to_string(most_where_columns) + " are read");
    }
    for (std::size_t i = 0; i + 1 < value.children.size(); i += 2) {
        const auto& column = value.children[i];
        if (column.text.empty()) {
            faults_.add(column.range, "`where` names a column without a name");
            continue;
        }
        auto values = read_where_values(value.children[i + 1], column.text);
        const auto same = std::find_if(where.begin(), where.end(), [&](const auto& w) { return w.column == column.text; });
        if (same != where.end()) {
            same->values = std::move(values);
        } else {
            where.push_back({column.text, std::move(values)});
        }
    }
}

void CodebookParser::check_code(const YamlNode& key, const YamlNode& value, const Code& code) {
    if (value.faulty || value.find("rules")) return;
    if (!value.find("codes")) {
        return faults_.add(key.range, "the code " + in_backquotes(code.key) + " has neither `rules` nor `codes`", "write at least one rule");
    }
    for (const auto* own : {"unless", "at_least"}) {
        if (const auto* node = value.find(own)) {
            faults_.add(node->range, "`" + std::string(own) + "` concerns a code's own rules, and this code has none",
                        "move it to the codes below");
        }
    }
}

void CodebookParser::read_code(const YamlNode& key, const YamlNode& value, const Inherited& above) {
    if (!fields_.is_mapping(value, "the code " + in_backquotes(key.text))) return;
    fields_.check_keys(value, code_keys, "a code");
    const auto text = [&](std::string_view field) {
        const auto* node = value.find(field);
        return node ? fields_.text(*node, field) : std::string();
    };
    Code code;
    if (fields_.is_name(key, "code")) code.key = key.text;
    code.path = above.path_prefix + code.key;
    code.parent = above.parent;
    code.place = fields_.place(key);
    code.name = text("name");
    if (code.name.empty()) code.name = code.key;
    code.definition = text("definition");
    code.use_when = text("use_when");
    code.not_when = text("not_when");
    code.memo = text("memo");
    code.color = text("color");
    code.settings = above.settings;
    code.count = above.count;
    code.where = above.where;
    if (const auto* node = value.find("settings")) read_settings(*node, Level::code, code.settings);
    if (const auto* node = value.find("count")) {
        const auto words = text("count");
        std::string unknown;
        if (const auto count = parse_counting(words, &unknown)) {
            code.count = *count;
        } else if (unknown == "all") {
            faults_.add(node->range, "`count: all` stands alone", "leave out the other words");
        } else if (!unknown.empty()) {
            faults_.add(node->range, in_backquotes(unknown) + " is no status to `count`",
                        "use affirmed, negated, current, past, self, other, certain, uncertain, with spaces between, or all");
        }
    }
    if (const auto* node = value.find("at_least")) {
        code.at_least = fields_.whole_number(*node, "at_least", most_at_least).value_or(1);
    }
    if (const auto* node = value.find("where")) read_where(*node, code.where);
    for (const auto& where : code.where) where_values_ += where.values.size();
    if (where_values_ > most_where_values && !code.where.empty()) {
        faults_.add(key.range, "`where` is passed down to too many codes", "at most " + std::to_string(most_where_values) + " values in all are read");
        code.where.clear();
    }
    CodeRules parsed;
    if (const auto* node = value.find("rules")) code.rules = fields_.rules(*node, "rules", Weights::allowed);
    if (const auto* node = value.find("unless")) code.unless = fields_.rules(*node, "unless", Weights::refused);
    if (const auto* node = value.find("match")) code.match = fields_.examples(*node, "match");
    if (const auto* node = value.find("reject")) code.reject = fields_.examples(*node, "reject");
    parsed.rules = fields_.parse(code.rules);
    parsed.unless = fields_.parse(code.unless);
    check_code(key, value, code);

    const auto index = static_cast<std::uint32_t>(impl_.codes.size());
    Inherited below{index, code.path + ".", code.settings, code.count, code.where};
    impl_.codes.push_back(std::move(code));
    impl_.code_rules.push_back(std::move(parsed));
    if (const auto* node = value.find("codes")) read_codes(*node, below);
}

void CodebookParser::read_codes(const YamlNode& value, const Inherited& above) {
    if (!fields_.is_mapping(value, "`codes`")) return;
    for (std::size_t i = 0; i + 1 < value.children.size(); i += 2) {
        read_code(value.children[i], value.children[i + 1], above);
    }
}

void CodebookParser::check_all_rules() {
    std::vector<CheckFault> found;
    const RuleBook book{impl_.sets, impl_.set_rules, impl_.codes, impl_.code_rules};
    check_rules(book, found);
    check_regexes(book, impl_.settings, found);
    for (const auto& fault : found) fields_.add_rule_fault(*fault.rule, fault.fault);
}

// The shape of BCP 47: a language of two to eight letters, then subtags.
bool CodebookParser::is_language_tag(const YamlNode& value) {
    std::size_t length = 0;
    bool first = true;
    bool good = !impl_.language.empty();
    for (const char c : impl_.language + "-") {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == '-') {
            good = good && length >= (first ? 2u : 1u) && length <= 8;
            first = false;
            length = 0;
        } else {
            good = good && (letter || (!first && c >= '0' && c <= '9'));
            ++length;
        }
    }
    if (!good) faults_.add(value.range, in_backquotes(impl_.language) + " is no language tag", "as in `en`, `en-GB`, `fr` or `de`");
    return good;
}

void CodebookParser::read_cues(const YamlNode& root, const CueSource& cue_source) {
    const auto* cues = root.find("cues");
    const auto* language = root.find("language");
    std::vector<Fault> cue_faults;
    const bool wanted = std::any_of(impl_.codes.begin(), impl_.codes.end(), [](const Code& code) {
        return !code.rules.empty() && code.settings.negation == Negation::on;
    });
    if (cues) {
        impl_.cues_file = fields_.text(*cues, "cues");
        if (impl_.cues_file.empty()) return;
        auto file = cue_source(impl_.cues_file);
        if (!file) {
            faults_.add(cues->range, "the cue file " + in_backquotes(impl_.cues_file) + " cannot be read",
                        "its path is relative to the codebook's");
            return;
        }
        impl_.cues = parse_cues(file->text, file->name, cue_faults);
        impl_.cues_text = std::move(file->text);
    } else if (wanted) {
        if (const auto text = embedded_cues(impl_.language)) {
            impl_.cues = parse_cues(*text, "libcode/cues/" + impl_.language + ".yaml", cue_faults);
        } else {
            faults_.add(language ? language->range : root.range,
                        "the library has no cues of negation for the language " + in_backquotes(impl_.language),
                        "write `negation: off` under `settings:`, or name a cue file of your own with `cues:`");
        }
    }
    for (auto& fault : cue_faults) faults_.add(std::move(fault));
    if (!wanted) impl_.cues = {};
}

void CodebookParser::parse(const YamlNode& root, const CueSource& cue_source) {
    if (!fields_.is_mapping(root, "a codebook")) return;
    fields_.check_keys(root, codebook_keys, "the codebook");
    const auto text = [&](std::string_view field) {
        const auto* node = root.find(field);
        return node ? fields_.text(*node, field) : std::string();
    };
    impl_.name = text("codebook");
    impl_.version = text("version");
    impl_.memo = text("memo");
    impl_.language = "en";
    bool language_known = true;
    if (const auto* node = root.find("language")) {
        impl_.language = text("language");
        language_known = !impl_.language.empty() && is_language_tag(*node);
    }
    if (const auto* node = root.find("settings")) read_settings(*node, Level::codebook, impl_.settings);
    if (const auto* node = root.find("sets")) read_sets(*node);
    if (const auto* node = root.find("codes")) {
        read_codes(*node, {std::nullopt, "", impl_.settings, {}, {}});
    } else if (!root.faulty) {
        faults_.add({root.range.start_bytes, root.range.start_bytes}, "the codebook has no `codes:`",
                    "write at least one code below it");
    }
    if (!root.faulty || !faults_.full()) check_all_rules();
    if (language_known) read_cues(root, cue_source);
}

void index_codes(Codebook::Impl& impl) {
    const auto count = static_cast<std::uint32_t>(impl.codes.size());
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto [known, is_new] = impl.code_by_name.try_emplace(impl.codes[i].key, i);
        if (!is_new) known->second = std::nullopt;
    }
    for (std::uint32_t i = 0; i < count; ++i) impl.code_by_name[impl.codes[i].path] = i;
}

}  // namespace

Codebook parse_codebook_with(std::string_view text, std::string_view file, const CueSource& cue_source) {
    auto impl = std::make_shared<Codebook::Impl>();
    impl->file = file;
    impl->source = text;
    const Source source(impl->source, file);
    FaultList faults(source);
    impl->tree = read_yaml(faults);
    if (impl->tree) CodebookParser(*impl, faults).parse(*impl->tree, cue_source);
    if (!faults.empty()) throw CodebookError(faults.take_sorted());
    index_codes(*impl);
    return Codebook(std::move(impl));
}

}  // namespace libcode
