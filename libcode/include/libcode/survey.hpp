// Survey: responses that are read once and then coded by one codebook after another, as it is being written.
//
//     Survey survey(responses);                          // once: its words are read
//     auto before = survey.code(book);                   // as Coder(book).code(responses)
//     auto after = survey.code(book.with("bladder", "rules", "bladder~ | catheter*"));
//
// An edited codebook redoes only what the edit can change: the codes whose rules, or what these point at, are other than before, in the
// responses where a rule that changed matches or had matched. The codings are those of coding anew, byte for byte.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include <libcode/coder.hpp>
#include <libcode/export.hpp>

namespace libcode {

class LIBCODE_API Survey {
  public:
    // Reads the words of all responses. Texts and all that `responses` points at must stay as they are while this lives; `owner`, if
    // given, is kept with it and keeps them alive. Throws as Coder::code does where the spans differ in length, and Stopped.
    explicit Survey(const Responses& responses, std::shared_ptr<const void> owner = {}, const Options& options = {});
    ~Survey();

    // What Coder(codebook).code(responses, options) returns, and throws. The codings are shared with the survey, which keeps the
    // last, and those before, for an undo, while all it holds stays below 2.5 times its text. Safe to call from several
    // threads: one codes after another.
    std::shared_ptr<const Codings> code(const Codebook& codebook, const Options& options = {});

    // Adds a column for `where` to look at, with one value a response; it must stay as it is as well.
    // Throws std::invalid_argument where it has another number of values.
    void add(Variable variable);
    bool has(const std::string& variable) const;

    std::size_t size() const;          // responses
    std::size_t forms() const;         // distinct spellings of words
    std::size_t text_bytes() const;
    std::size_t memory_bytes() const;  // what the survey holds beside the text, the codings it keeps included

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace libcode
