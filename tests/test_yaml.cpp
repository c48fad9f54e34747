// The YAML tree: what is read, byte ranges, every fault of encoding and syntax, and hostile files.
#include <doctest/doctest.h>

#include <chrono>

#include "encoding.hpp"
#include "yaml.hpp"

using namespace libcode;

namespace {

struct Read {
    std::shared_ptr<const YamlNode> tree;
    std::vector<Fault> faults;
};

Read read(std::string_view text) {
    const Source source(text, "f");
    FaultList faults(source);
    auto tree = read_yaml(faults);
    return {std::move(tree), faults.take_sorted()};
}

// The faults as "line:column message (hint)" lines.
std::string lines_of_faults(std::string_view text) {
    std::string out;
    for (const auto& fault : read(text).faults) {
        out += std::to_string(fault.place.line) + ":" + std::to_string(fault.place.column) + " " + fault.message;
        if (!fault.hint.empty()) out += " (" + fault.hint + ")";
        out += "\n";
    }
    return out;
}

// The same, which a byte order mark before the text does not change.
std::string faults_of(std::string_view text) {
    auto out = lines_of_faults(text);
    if (!looks_like_utf16(text)) CHECK(lines_of_faults(std::string(byte_order_mark) + std::string(text)) == out);
    return out;
}

std::string_view bytes(std::string_view text, const YamlNode& node) {
    return text.substr(node.range.start_bytes, node.range.end_bytes - node.range.start_bytes);
}

const std::string quote_it = " (put the text in quotes, or below a `|`)\n";

}  // namespace

TEST_CASE("every scalar is the text it is written as") {
    for (const std::string word : {"no", "on", "off", "yes", "true", "007", "1.20", "12:30", "0x1F", "~", "null", "2026-01-01", "1_000", ".inf", "<<"}) {
        CAPTURE(word);
        const auto as_value = read("key: " + word + "\n");
        CHECK(as_value.faults.empty());
        CHECK(as_value.tree->children[1].text == word);
        const auto as_key = read(word + ": x\n");
        CHECK(as_key.faults.empty());
        CHECK(as_key.tree->children[0].text == word);
    }
}

TEST_CASE("a node knows its bytes, whatever stands before it") {
    const std::string text =
        "\xEF\xBB\xBF# é\r\nkéy: 😭 text  # c\r\nquoted: \"a\\\"é\"\r\nblock: |  # head\r\n  é one\r\n  two\r\n\r\n\r\nlist:\r\n  - é\r\n  - b\r\nflow: {a: é, b: [x, y]}  \r\nnone:\r\n";
    const auto result = read(text);
    REQUIRE(result.faults.empty());
    const auto& tree = *result.tree;
    CHECK(bytes(text, tree.children[0]) == "kéy");
    CHECK(bytes(text, *tree.find("kéy")) == "😭 text");
    CHECK(bytes(text, *tree.find("quoted")) == "\"a\\\"é\"");
    CHECK(tree.find("quoted")->text == "a\"é");
    CHECK(bytes(text, *tree.find("block")) == "|  # head\r\n  é one\r\n  two");
    CHECK(tree.find("block")->text == "é one\ntwo\n");
    CHECK(bytes(text, *tree.find("list")) == "- é\r\n  - b");
    CHECK(bytes(text, *tree.find("flow")) == "{a: é, b: [x, y]}");
    CHECK(bytes(text, *tree.find("none")) == "");
    CHECK(tree.find("missing") == nullptr);
}

TEST_CASE("line breaks may be LF, CR LF or CR") {
    for (const std::string line_break : {"\n", "\r\n", "\r"}) {
        const auto result = read("a: x" + line_break + "b: |" + line_break + "  y" + line_break + "  z" + line_break);
        CHECK(result.faults.empty());
        CHECK(result.tree->find("b")->text == "y\nz\n");
        const auto again = read("a: x" + line_break + "é: y" + line_break + "a: z");
        REQUIRE(again.faults.size() == 1);
        CHECK(again.faults[0].place == Place{3, 1});
        CHECK(again.faults[0].source_line == "a: z");
    }
}

TEST_CASE("a key that stands twice is reported with both places") {
    CHECK(faults_of("a: 1\nb:\n  é: 2\n  é: 3\na: 4\n") ==
          "4:3 `é` stands twice: it is on line 3, column 3 already (join the two, or rename one)\n"
          "5:1 `a` stands twice: it is on line 1, column 1 already (join the two, or rename one)\n");
    CHECK(read("a: 1\na: 2\n").tree->find("a")->text == "1");
}

TEST_CASE("what YAML has and a codebook has not") {
    CHECK(faults_of("a: &x 1\nb: *x\nc: !!str 2\nd: !t [1]\n") ==
          "1:4 YAML anchors (`&`) are not part of a codebook" + quote_it +
          "2:4 YAML reads `*x` as an alias, which is not part of a codebook" + quote_it +
          "3:4 YAML tags (`!`) are not part of a codebook" + quote_it +
          "4:4 YAML tags (`!`) are not part of a codebook" + quote_it);
    CHECK(faults_of("a: 1\n---\nb: 2\n") == "2:1 a second YAML document starts here (a file holds one codebook)\n");
    CHECK(faults_of("? [a]\n: b\n") == "1:3 a key must be a word, not a list or a mapping" + quote_it);
    CHECK(faults_of("---\na: 1\n...\n") == "");
    CHECK(faults_of("") == "1:1 the file is empty\n");
    CHECK(faults_of("# only a comment\n") == "1:1 the file is empty\n");
}

TEST_CASE("syntax is explained in an author's words, and what was read before is kept") {
    const auto indent = " (check the indentation; if a text starts with a quote or bracket, put it below a `|`)\n";
    CHECK(faults_of("a: 1\na: 2\nname: one: two\n") ==
          "2:1 `a` stands twice: it is on line 1, column 1 already (join the two, or rename one)\n"
          "3:10 a `: ` is not expected here (if it is part of a text, put the text in quotes or below a `|`; else check the indentation)\n");
    CHECK(faults_of("a: @b\n") == "1:4 a text cannot start with this sign" + quote_it);
    CHECK(faults_of("a: *n't\n") == "1:4 a text cannot start with `*` or `&`" + quote_it);
    CHECK(faults_of("a: * x\n") == "1:4 a text cannot start with `*` or `&`" + quote_it);
    CHECK(faults_of("é: \"near miss\" | x\n") == 
          "1:18 the text must start on the line below the `|` "
          "(if the `|` is part of a text, put the whole text in quotes or below a `|` of its own)\n");
    CHECK(faults_of("a: [b] c\n") == std::string("1:8 a key is expected here") + indent);
    CHECK(faults_of("a:\n\t- b\n") == "2:1 a tab cannot indent (indent with spaces)\n");
    CHECK(faults_of("a: \"open\n") == "1:4 this quote is not closed (close it)\n");
    CHECK(faults_of("a: 'open\n---\n") == "1:4 this quote is not closed (close it)\n");
    CHECK(faults_of("a: [b\nc: d\n") == "1:4 this `[` is not closed as YAML expects" + quote_it);
    CHECK(faults_of("a: {b\nc: d\n") == "1:4 this `{` is not closed as YAML expects" + quote_it);
    CHECK(faults_of("a: 1\nword\n") == "2:1 a `:` is missing after this key (check the indentation, or put a longer text below a `|`)\n");
    CHECK(faults_of("a:\n  - b\n  c\n") == "3:3 a `:` is missing after this key (check the indentation, or put a longer text below a `|`)\n");
    CHECK(faults_of("a: \"\\q\"\n") == "1:5 in double quotes `\\` starts an escape, and this is none (use single quotes)\n");
    CHECK(faults_of("a: \"\\xzz\"\n") == "1:7 in double quotes `\\x`, `\\u` and `\\U` need hexadecimal digits (use single quotes)\n");
    CHECK(faults_of("a: \"\\uD800\"\n") == "1:7 this escape is not a character (half of a surrogate pair cannot stand alone)\n");
    CHECK(faults_of("a: - b\n") == "1:4 a list item is not expected here (start the list on a line of its own)\n");
    CHECK(faults_of("a:\n  - b\n  c: d\n") == "3:3 a list item is expected here (start it with `- `, or check the indentation)\n");
    CHECK(faults_of("a: b\nc\n: d\n").size() > 0);
    CHECK(faults_of("a: 1\n}\n").size() > 0);
}

TEST_CASE("every byte that is no text is reported, and reading goes on") {
    const auto save = " (save the file as UTF-8)\n";
    const auto remove = " (remove it, or put an ordinary space or line break)\n";
    CHECK(faults_of(std::string("é: \xFF\nb: \xED\xA0\x80z\nc: 1\nc: 2\n")) ==
          std::string("1:4 these bytes are not UTF-8") + save + "2:4 half of a surrogate pair is not UTF-8" + save +
              "2:5 these bytes are not UTF-8" + save + "2:6 these bytes are not UTF-8" + save +
              "4:1 `c` stands twice: it is on line 3, column 1 already (join the two, or rename one)\n");
    using namespace std::string_literals;
    CHECK(faults_of("a: x\0y\n"s) == "1:5 a NUL character (U+0000) is not text"s + remove);
    CHECK(faults_of("a: x\x01\n") == "1:5 the control character U+0001 is not text"s + remove);
    CHECK(faults_of("é: x\u2028y\n") == "1:5 U+2028 is an unusual line break"s + remove);
    CHECK(faults_of("a: x\u0085y\n") == "1:5 U+0085 is an unusual line break"s + remove);
    for (const std::pair<const char*, const char*>& c :
         {std::pair{"\u0080", "U+0080"}, {"\u009F", "U+009F"}, {"\x7F", "U+007F"}, {"\uFFFE", "U+FFFE"}, {"\uFFFF", "U+FFFF"}}) {
        CAPTURE(c.second);
        CHECK(faults_of("a: x" + std::string(c.first) + "\n") == "1:5 the control character "s + c.second + " is not text" + remove);
    }
    CHECK(faults_of("a: x\u2029y\n") == "1:5 U+2029 is an unusual line break"s + remove);
    CHECK(faults_of("a: \u00A0\u00E9\uFFFD\U0001F62D\U0010FFFF\n") == "");
    CHECK(faults_of("a: \xED") == "1:4 these bytes are not UTF-8"s + save);
    CHECK(faults_of("a: \xEDz\n") == "1:4 these bytes are not UTF-8"s + save);
    CHECK(faults_of("a: \"x\\u2029y\\x85z\"\n") == "");
    CHECK(wrong_escape_in("x\xFF") == "this is not UTF-8");
    CHECK(faults_of("a: x\uFEFFy\n") == "1:5 an invisible byte order mark (U+FEFF) inside the text"s + remove);
    CHECK(faults_of("a: \"x\\0y\"\n") == "1:4 a NUL character (U+0000) is not text (remove the escape)\n");
    CHECK(faults_of("a: \"x\\u2028y\"\n") == "");
    CHECK(read("a: x\0y\n"s).faults[0].source_line == "a: x\uFFFDy");
}

TEST_CASE("UTF-16 is refused, with and without its mark") {
    using namespace std::string_literals;
    const auto fault = "1:1 the file is UTF-16, not UTF-8 (save it as UTF-8)\n";
    CHECK(faults_of("\xFF\xFE" "a\0:\0"s) == fault);
    CHECK(faults_of("\xFE\xFF\0a\0:"s) == fault);
    CHECK(faults_of("a\0:\0 \0"s) == fault);
    CHECK(faults_of("\0a\0:"s) == fault);
    for (const std::string& other : {"a\0\0:"s, "\0a:\0"s, "a\0bc"s, "abc\0"s, "\0\0ab"s, "a: b\0"s, "\xFF"s, "\xFE"s, "\xFF\xFF"s, "\xFE\xFE"s}) CHECK(faults_of(other) != fault);
}

TEST_CASE("a hostile file is refused in under a second") {
    const auto repeated = [](std::string_view piece, std::size_t count) {
        std::string out;
        for (std::size_t i = 0; i < count; ++i) out += piece;
        return out;
    };
    std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c <= 'z'; ++c) {
        bomb += std::string(1, c) + ": &" + c + " [" + repeated(std::string("*") + static_cast<char>(c - 1) + ",", 9) + "]\n";
    }
    std::string steps;
    for (std::size_t i = 0; i < 3000; ++i) steps += std::string(i, ' ') + "k:\n";
    const std::string hostile[] = {
        bomb, steps, repeated("[", 1 << 20), repeated("{", 1 << 20), repeated("- ", 1 << 20), repeated("? ", 1 << 20),
        repeated("a: ", 1 << 20), repeated("{a: ", 1 << 20), std::string(80u << 20, 'a'), repeated("&a ", 1 << 20),
        repeated("*a ", 1 << 20), repeated("a: 1\n", 300000), std::string(1 << 20, '\0'), std::string(1 << 20, '\xFF'),
        repeated("\xF0\x9F", 1 << 19), "a: \"" + repeated("\\0", 1 << 20) + "\"", "%" + repeated("TAG ", 1 << 20),
        "a: [" + repeated("x,", 4 << 20) + "]"};
    int number = 0;
    for (const auto& text : hostile) {
        CAPTURE(number);
        ++number;
        const auto start = std::chrono::steady_clock::now();
        const auto result = read(text);
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        CHECK_FALSE(result.faults.empty());
        CHECK(result.faults[0].place.line >= 1);
        MESSAGE("hostile file " << number << ": " << seconds.count() << " s, " << result.faults[0].message);
    }
    CHECK(faults_of(repeated("[", 100)) == "1:65 this is nested too deeply (at most 64 levels are read)\n");
}
