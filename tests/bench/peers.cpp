// The engines of others, each used as its manual says for this task: all hits of a list of words, with their places.
#include "engine.hpp"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

#include <re2/re2.h>
#include <re2/set.h>
#include <unicode/brkiter.h>
#include <unicode/utext.h>
#ifdef BENCH_HAS_HYPERSCAN
#include <hs/hs.h>
#endif

namespace bench {
namespace {

// Calls word(start_bytes, end_bytes) for each segment that ICU takes for a word: letters, digits, kana, ideographs.
class IcuCutter {
  public:
    IcuCutter() {
        UErrorCode status = U_ZERO_ERROR;
        iterator_.reset(icu::BreakIterator::createWordInstance(icu::Locale::getEnglish(), status));
        if (U_FAILURE(status)) throw std::runtime_error("ICU has no word boundaries here");
    }
    ~IcuCutter() { utext_close(&text_); }
    IcuCutter(const IcuCutter&) = delete;
    IcuCutter& operator=(const IcuCutter&) = delete;

    template <class F>
    void cut(std::string_view text, F&& word) {
        UErrorCode status = U_ZERO_ERROR;
        utext_openUTF8(&text_, text.data(), static_cast<std::int64_t>(text.size()), &status);
        iterator_->setText(&text_, status);
        std::int32_t start = iterator_->first();
        for (std::int32_t end = iterator_->next(); end != icu::BreakIterator::DONE; start = end, end = iterator_->next())
            if (iterator_->getRuleStatus() != UBRK_WORD_NONE) word(static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end));
    }

  private:
    std::unique_ptr<icu::BreakIterator> iterator_;
    UText text_ = UTEXT_INITIALIZER;
};

class IcuWords : public Engine {
  public:
    std::uint64_t run(std::span<const std::string_view> texts) override {
        std::uint64_t count = 0;
        for (const std::string_view text : texts) cutter_.cut(text, [&](std::uint32_t, std::uint32_t) { ++count; });
        texts_ = texts;
        return count;
    }
    std::vector<Hit> hits() const override {
        std::vector<Hit> hits;
        IcuCutter cutter;
        for (std::uint32_t i = 0; i < texts_.size(); ++i)
            cutter.cut(texts_[i], [&](std::uint32_t start, std::uint32_t end) { hits.push_back({i, 0, start, end}); });
        return hits;
    }

  private:
    IcuCutter cutter_;
    std::span<const std::string_view> texts_;
};

class Finder : public Engine {
  public:
    void prepare(std::span<const std::string_view>) override { hits_.clear(); }
    std::vector<Hit> hits() const override {
        auto hits = hits_;
        std::sort(hits.begin(), hits.end());
        return hits;
    }

  protected:
    std::vector<Hit> hits_;
};

// Words of ICU, folded by ICU where they are not ASCII, looked up in std::unordered_map.
class IcuMap : public Finder {
  public:
    explicit IcuMap(std::span<const std::string> words) {
        for (std::uint32_t i = 0; i < words.size(); ++i) index_.emplace(words[i], i);
    }
    std::uint64_t run(std::span<const std::string_view> texts) override {
        for (std::uint32_t i = 0; i < texts.size(); ++i)
            cutter_.cut(texts[i], [&](std::uint32_t start, std::uint32_t end) {
                fold_into(texts[i].substr(start, end - start));
                auto found = index_.find(form_);
                for (const std::string_view suffix : {"'s", "’s"})
                    if (found == index_.end() && form_.ends_with(suffix)) {
                        form_.resize(form_.size() - suffix.size());
                        found = index_.find(form_);
                    }
                if (found != index_.end()) hits_.push_back({i, found->second, start, end});
            });
        return hits_.size();
    }

  private:
    void fold_into(std::string_view form) {
        form_.assign(form);
        for (char& c : form_) {
            if (static_cast<unsigned char>(c) >= 0x80) {
                form_ = fold(form);
                return;
            }
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        }
    }

    IcuCutter cutter_;
    std::unordered_map<std::string, std::uint32_t> index_;
    std::string form_;
};

class Re2Set : public Finder {
  public:
    explicit Re2Set(std::span<const std::string> words) : set_(options(), re2::RE2::UNANCHORED) {
        for (const std::string& word : words)
            if (set_.Add("\\b" + word + "\\b", nullptr) < 0) throw std::runtime_error("RE2::Set refuses a word");
        if (!set_.Compile()) throw std::runtime_error("RE2::Set has no room for so many words");
    }
    std::uint64_t run(std::span<const std::string_view> texts) override {
        for (std::uint32_t i = 0; i < texts.size(); ++i) {
            re2::RE2::Set::ErrorInfo error{};
            // It answers false as well where its memory ran out.
            if (!set_.Match(re2::StringPiece(texts[i].data(), texts[i].size()), &met_, &error)) {
                if (error.kind != re2::RE2::Set::kNoError) throw std::runtime_error("RE2::Set ran out of memory");
                continue;
            }
            for (const int word : met_) hits_.push_back({i, static_cast<std::uint32_t>(word), 0, 0});
        }
        return hits_.size();
    }

  private:
    static re2::RE2::Options options() {
        re2::RE2::Options options(re2::RE2::Quiet);
        options.set_case_sensitive(false);
        options.set_max_mem(std::int64_t{1} << 30);
        return options;
    }
    re2::RE2::Set set_;
    std::vector<int> met_;
};

#ifdef BENCH_HAS_HYPERSCAN
class Hyperscan : public Finder {
  public:
    explicit Hyperscan(std::span<const std::string> words) {
        std::vector<std::string> patterns;
        for (const std::string& word : words) {
            patterns.push_back("\\b" + word + "\\b");
            sizes_.push_back(static_cast<std::uint32_t>(word.size()));
        }
        std::vector<const char*> expressions;
        std::vector<unsigned> flags(words.size(), HS_FLAG_CASELESS), ids(words.size());
        for (unsigned i = 0; i < words.size(); ++i) {
            expressions.push_back(patterns[i].c_str());
            ids[i] = i;
        }
        hs_compile_error_t* error = nullptr;
        if (hs_compile_multi(expressions.data(), flags.data(), ids.data(), static_cast<unsigned>(words.size()), HS_MODE_BLOCK, nullptr, &database_, &error) !=
            HS_SUCCESS) {
            const std::string message = error->message;
            hs_free_compile_error(error);
            throw std::runtime_error("Hyperscan: " + message);
        }
        if (hs_alloc_scratch(database_, &scratch_) != HS_SUCCESS) throw std::runtime_error("Hyperscan has no room for its scratch");
    }
    ~Hyperscan() override {
        hs_free_scratch(scratch_);
        hs_free_database(database_);
    }
    Hyperscan(const Hyperscan&) = delete;
    Hyperscan& operator=(const Hyperscan&) = delete;

    std::uint64_t run(std::span<const std::string_view> texts) override {
        for (response_ = 0; response_ < texts.size(); ++response_)
            hs_scan(database_, texts[response_].data(), static_cast<unsigned>(texts[response_].size()), 0, scratch_, &found, this);
        return hits_.size();
    }

  private:
    // A match's end is enough: a word has one length. Asking for starts would cost more.
    static int found(unsigned word, unsigned long long, unsigned long long end, unsigned, void* self) {
        auto& me = *static_cast<Hyperscan*>(self);
        const auto end_bytes = static_cast<std::uint32_t>(end);
        me.hits_.push_back({me.response_, word, end_bytes - me.sizes_[word], end_bytes});
        return 0;
    }

    hs_database_t* database_ = nullptr;
    hs_scratch_t* scratch_ = nullptr;
    std::vector<std::uint32_t> sizes_;
    std::uint32_t response_ = 0;
};
#endif

}  // namespace

std::unique_ptr<Engine> icu_words() { return std::make_unique<IcuWords>(); }
std::unique_ptr<Engine> icu_map(std::span<const std::string> words) { return std::make_unique<IcuMap>(words); }
std::unique_ptr<Engine> re2_set(std::span<const std::string> words) { return std::make_unique<Re2Set>(words); }
std::unique_ptr<Engine> hyperscan(std::span<const std::string> words) {
#ifdef BENCH_HAS_HYPERSCAN
    return std::make_unique<Hyperscan>(words);
#else
    static_cast<void>(words);
    return nullptr;
#endif
}

}  // namespace bench
