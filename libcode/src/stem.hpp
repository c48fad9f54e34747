// Stems: Snowball's stem of a word. The only file that knows libstemmer.
#pragma once

#include <string>
#include <string_view>

namespace libcode {

// The stem of a lower-case word in UTF-8. `algorithm` is Snowball's name of the language ("english"); a name it does
// not know, and words it cannot stem, give the word itself. Safe from any thread.
std::string stem_of(std::string_view word, std::string_view algorithm);

// Which Snowball this is, to be recorded with codings: the version known at build ("2.2.0", or "unknown"), and a
// fingerprint of what the library at run time makes of fixed words, as "2.2.0 3f9c01ab".
std::string_view stemmer_version();

}  // namespace libcode
