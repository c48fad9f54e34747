// SHA-256 (FIPS 180-4): names a codebook by its bytes, so that results can say what made them.
#pragma once

#include <string>
#include <string_view>

namespace libcode {

// The digest of `bytes` as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace libcode
