// Compiles a checked codebook. In: the model and the trees of its rules. Out: a Program. Cost: linear
// in the rules. Joins lowering (lower.hpp) and waking (wake.hpp); what it adds is the order in which codes
// run, and faults with their places. Tests: test_compile.cpp.
#include <algorithm>
#include <utility>

#include "lower.hpp"
#include "program.hpp"
#include "source.hpp"
#include "wake.hpp"

namespace libcode {
namespace {

class Compiler {
  public:
    Compiler(std::shared_ptr<const Codebook::Impl> book, std::span<const std::uint8_t> is_wanted)
        : is_wanted_(is_wanted), program_(std::make_shared<Program>()), source_(book->source, book->file), faults_(source_) {
        program_->book = std::move(book);
        program_->language = &language_of(program_->book->language);
        program_->codes.resize(program_->book->codes.size());
    }

    std::shared_ptr<const Program> compile() {
        find_families();
        Lowering lowering(*program_);
        lower_codes(lowering);
        program_->first_cue_pattern = static_cast<PatternId>(program_->patterns.size());
        program_->first_cue_node = static_cast<NodeId>(program_->nodes.size());
        lower_cues(lowering);
        if (!faults_.empty()) throw CodebookError(faults_.take_sorted());
        for (const Node& node : program_->nodes)
            if (node.op == Op::code)
                for (const std::uint32_t member : program_->codes[node.id].family) program_->codes[member].is_pointed_at = true;
        plan_waking(*program_);
        program_->index = std::make_unique<PatternIndex>(program_->patterns, *program_->language, program_->groups);
        return program_;
    }

  private:
    void find_families() {
        const auto& codes = program_->book->codes;
        for (std::uint32_t code = 0; code < codes.size(); ++code)
            for (std::optional<std::uint32_t> at = code; at; at = codes[*at].parent) program_->codes[*at].family.push_back(code);
    }

    void lower_codes(Lowering& lowering) {
        const Codebook::Impl& book = *program_->book;
        // Trees are lowered in file order so that faults come in file order; rules are then laid in run order.
        std::vector<std::vector<NodeId>> nodes(book.codes.size());
        for (std::uint32_t code = 0; code < book.codes.size(); ++code) {
            CompiledCode& compiled = program_->codes[code];
            compiled.count = book.codes[code].count;
            compiled.quote = book.codes[code].settings.quote;
            if (!is_wanted_.empty() && !is_wanted_[code]) {
                compiled.finds_status = false;
                continue;
            }
            compiled.finds_status = book.codes[code].settings.negation == Negation::on;
            const CodeRules& rules = book.code_rules[code];
            for (std::size_t i = 0; i < rules.rules.size(); ++i)
                nodes[code].push_back(lower(lowering, rules.rules[i], book.codes[code].rules[i], book.codes[code].settings));
            for (std::size_t i = 0; i < rules.unless.size(); ++i)
                compiled.unless.push_back(lower(lowering, rules.unless[i], book.codes[code].unless[i], book.codes[code].settings));
        }
        for (const std::uint32_t code : run_order(nodes))
            for (std::uint32_t i = 0; i < nodes[code].size(); ++i) program_->rules.push_back({nodes[code][i], code, i});
    }

    NodeId lower(Lowering& lowering, const Expr& expr, const Rule& rule, const Settings& settings) {
        std::vector<std::pair<RuleRange, std::string>> faults;
        const NodeId node = lowering.lower_rule(expr, settings, faults);
        for (auto& [range, message] : faults) {
            const std::uint32_t start = source_.offset_bytes(rule.place);
            faults_.add(ByteRange{start + range.start_bytes, start + range.end_bytes}, std::move(message));
        }
        return node;
    }

    void lower_cues(Lowering& lowering) {
        const auto finds_status = [](const CompiledCode& code) { return code.finds_status; };
        if (std::none_of(program_->codes.begin(), program_->codes.end(), finds_status)) return;
        std::vector<std::pair<RuleRange, std::string>> faults;  // stays empty: reading the file has tried every expression
        const Cues& cues = program_->book->cues;
        for (const Cue& cue : cues.cues) program_->cues.push_back(lowering.lower_rule(cue.rule, Settings{}, faults));
        for (const PseudoCue& pseudo : cues.pseudo) program_->pseudo.push_back(lowering.lower_rule(pseudo.rule, Settings{}, faults));
        for (const ReachStop& stop : cues.stops) program_->stops.push_back(lowering.lower_rule(stop.rule, Settings{}, faults));
        for (const Expr& ends : cues.ends) program_->ends.push_back(lowering.lower_rule(ends, Settings{}, faults));
    }

    // Codes in file order, but any that a rule points at, and their descendants, before it: a walk over codes and,
    // numbered after them, the nodes, each of which is looked into once.
    std::vector<std::uint32_t> run_order(const std::vector<std::vector<NodeId>>& rule_nodes) const {
        const auto count = static_cast<std::uint32_t>(program_->codes.size());
        enum class Visit : std::uint8_t { none, open, done };
        std::vector<Visit> visits(count + program_->nodes.size(), Visit::none);
        std::vector<std::uint32_t> order, stack;
        const auto follow = [&](const std::vector<std::uint32_t>& things, std::uint32_t offset) {
            for (const std::uint32_t thing : things)
                if (visits[offset + thing] == Visit::none) stack.push_back(offset + thing);
        };
        for (std::uint32_t root = 0; root < count; ++root) {
            stack.push_back(root);
            while (!stack.empty()) {
                const std::uint32_t thing = stack.back();
                if (visits[thing] == Visit::none) {
                    visits[thing] = Visit::open;
                    if (thing < count) {
                        follow(rule_nodes[thing], count);
                        follow(program_->codes[thing].unless, count);
                    } else {
                        const Node& node = program_->nodes[thing - count];
                        follow(node.operands, count);
                        if (node.op == Op::code) follow(program_->codes[node.id].family, 0);
                    }
                    continue;
                }
                stack.pop_back();
                if (visits[thing] == Visit::open && thing < count) order.push_back(thing);
                visits[thing] = Visit::done;
            }
        }
        return order;
    }

    std::span<const std::uint8_t> is_wanted_;
    std::shared_ptr<Program> program_;
    Source source_;
    FaultList faults_;
};

}  // namespace

std::shared_ptr<const Program> compile(std::shared_ptr<const Codebook::Impl> book, std::span<const std::uint8_t> is_wanted) {
    return Compiler(std::move(book), is_wanted).compile();
}

}  // namespace libcode
