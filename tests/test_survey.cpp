// A held survey: what it keeps, shares, refuses and holds in memory. That an edit gives the codings of coding anew is proved by
// twin --survey on random worlds.
#include <doctest/doctest.h>

#include <future>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <libcode/survey.hpp>

using namespace libcode;

namespace {

const Codebook book = parse_codebook(R"(codes:
  cramps:
    rules: |
      k cramp*
      cramp* NEAR/4 ket
  bladder:
    rules: bladder~
    where: {country: UK}
  both:
    rules: |
      @cramps NEAR/paragraph @bladder
)");

std::vector<std::string> answers(std::size_t count) {
    std::mt19937 random(7);
    const char* const words[] = {"no ", "k ", "cramps ", "ket. ", "bladdr ", "was ", "the ", "never "};
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) {
        std::string text;
        for (auto left = random() % 30; left > 0; --left) text += random() % 3 == 0 ? words[random() % 8] : "w" + std::to_string(random() % 5000) + " ";
        texts.push_back(text);
    }
    return texts;
}

struct Fixture {
    std::vector<std::string> texts;
    std::vector<std::string_view> views;
    std::vector<Variable> variables;

    explicit Fixture(std::size_t count = 2000) : texts(answers(count)), views(texts.begin(), texts.end()), variables{{"country", {}}} {
        for (std::size_t i = 0; i < count; ++i) variables[0].values.push_back(i % 3 == 0 ? "FR" : "UK");
        views[5] = {};
    }
    Responses responses() const { return {.text = views, .variables = variables}; }
};

void check_same(const Codings& held, const Codings& anew) {
    CHECK((held.rows == anew.rows));
    CHECK((held.answers == anew.answers));
    CHECK((held.bases == anew.bases));
    CHECK((held.base_of_code == anew.base_of_code));
    CHECK((held.cues == anew.cues));
}

}  // namespace

TEST_CASE("edit after edit gives what coding anew gives, on any number of threads") {
    const Fixture data(60'000);
    for (const unsigned threads : {1u, 3u}) {
        Survey survey(data.responses(), {}, {.threads = threads});
        Codebook now = book;
        check_same(*survey.code(now), Coder(now).code(data.responses()));
        struct Edit {
            const char *path, *rules;
        };
        for (const Edit& edit : {Edit{"cramps", "k cramp*\nw1*"}, Edit{"cramps", "w1*"}, Edit{"bladder", "bladder~\n/w2+/"}, Edit{"both", "the NOT NEAR/2 @bladder"}}) {
            now = now.with(edit.path, "rules", edit.rules);
            check_same(*survey.code(now, {.threads = threads}), Coder(now).code(data.responses()));
        }
        now = now.with("bladder", "where", "{country: [FR, UK]}");
        check_same(*survey.code(now, {.threads = threads}), Coder(now).code(data.responses()));
    }
}

TEST_CASE("a codebook that was just coded gives the same codings at once") {
    const Fixture data;
    Survey survey(data.responses());
    const auto first = survey.code(book);
    const auto edited = survey.code(book.with("cramps", "rules", "cramps"));
    CHECK(survey.code(parse_codebook(book.source())).get() == first.get());
    CHECK(survey.code(book).get() == first.get());
    CHECK(survey.code(book.with("cramps", "rules", "cramps")).get() == edited.get());
}

TEST_CASE("an edit finds answers without the words that its rule may do without") {
    const std::vector<std::string_view> texts{"k cramps", "k bad cramps", "bad", "cramps of the night, ket", "a ket or k", ""};
    const Responses responses{.text = texts};
    Survey survey(responses);
    const Codebook before = parse_codebook("codes: {a: {rules: belly}}");
    survey.code(before);
    for (const char* rule : {"k [bad] cramps", "[bad] cramps", "(k | ket) [or] [bad] (k | cramps)", "cramps AND NOT bad", "bad NOT NEAR/3 k"}) {
        CAPTURE(std::string(rule));
        const Codebook edited = before.with("a", "rules", rule);
        check_same(*survey.code(edited), Coder(edited).code(responses));
        survey.code(before);
    }
}

TEST_CASE("an undo that goes back to another language takes its spellings along") {
    const std::vector<std::string_view> texts = {"ket's", "ket", "nothing"};
    const auto of = [](const std::string& language, const std::string& rules) {
        return parse_codebook("language: " + language + "\ncodes:\n  a:\n    rules: |\n      k\n" + rules);
    };
    Survey survey(Responses{.text = texts});
    const Codebook english = of("en", ""), edited = of("en", "      ket\n");
    survey.code(english);
    survey.code(of("fr", ""));
    survey.code(english);  // at once
    const Codings anew = Coder(edited).code({.text = texts});
    CHECK(anew.rows.size() == 2);
    check_same(*survey.code(edited), anew);
}

TEST_CASE("codings given away stay as they are") {
    const Fixture data;
    Survey survey(data.responses());
    const auto first = survey.code(book);
    const std::vector<Coding> rows = first->rows;
    for (const char* rules : {"the", "no", "was", "ket", "k"}) survey.code(book.with("cramps", "rules", rules));
    CHECK((first->rows == rows));
}

TEST_CASE("what is refused changes nothing") {
    const Fixture data;
    Survey survey(data.responses());
    const auto first = survey.code(book);
    CHECK_THROWS_AS(survey.code(book.with("bladder", "where", "{town: York}")), std::invalid_argument);
    CHECK(survey.code(book).get() == first.get());
    survey.add({"town", std::vector<std::string_view>(data.views.size(), "York")});
    CHECK(survey.has("town"));
    CHECK_THROWS_AS(survey.add({"short", {"York"}}), std::invalid_argument);
    const Codebook town = book.with("bladder", "where", "{town: York}");
    Fixture with_town;
    with_town.variables.push_back({"town", std::vector<std::string_view>(data.views.size(), "York")});
    check_same(*survey.code(town), Coder(town).code(with_town.responses()));
}

TEST_CASE("an edit can be stopped, and asked for again") {
    const Fixture data(60'000);
    Survey survey(data.responses());
    survey.code(book);
    const Codebook edited = book.with("cramps", "rules", "/w[0-9]+/");
    CHECK_THROWS_AS(survey.code(edited, {.threads = 1, .progress = [](std::size_t) { return false; }}), Stopped);
    check_same(*survey.code(edited), Coder(edited).code(data.responses()));
}

TEST_CASE("who waits while another thread codes is asked whether to go on") {
    const Fixture data(20'000);
    Survey survey(data.responses());
    std::promise<void> begun, stopped;
    auto is_stopped = stopped.get_future();
    std::thread other([&] {
        bool is_first = true;
        survey.code(book, {.threads = 1, .progress = [&](std::size_t) {
            if (std::exchange(is_first, false)) begun.set_value(), is_stopped.wait();
            return true;
        }});
    });
    begun.get_future().wait();
    CHECK_THROWS_AS(survey.code(book, {.progress = [](std::size_t) { return false; }}), Stopped);
    stopped.set_value();
    other.join();
}

TEST_CASE("what a progress throws reaches who asked for it, and stops every thread") {
    std::string text;
    while (text.size() < 1'000'000) text += "a pain in my belly, and more of it. ";
    const std::vector<std::string_view> texts(64, text);
    const Responses responses{.text = texts};
    const Options options{.threads = 2, .progress = [](std::size_t) -> bool { throw std::runtime_error("enough"); }};
    CHECK_THROWS_WITH_AS(Survey(responses, nullptr, options), "enough", std::runtime_error);
    const Coder coder(parse_codebook("codes: {a: {rules: pain}}"));
    CHECK_THROWS_WITH_AS(coder.code(responses, options), "enough", std::runtime_error);
    const std::string_view one[] = {"pain"};
    CHECK(coder.code({.text = one}).rows.size() == 1);
}

TEST_CASE("a survey says how many responses and how many spellings of words it holds") {
    const std::vector<std::string_view> texts{"Pain pain, no pain", "no PAIN", {}, "..."};
    const Survey survey(Responses{.text = texts});
    CHECK(survey.size() == 4);
    CHECK(survey.forms() == 4);
}

TEST_CASE("threads take turns") {
    const Fixture data;
    Survey survey(data.responses());
    std::vector<std::thread> threads;
    std::vector<std::shared_ptr<const Codings>> codings(8);
    const auto edited = [](std::size_t i) { return book.with("cramps", "rules", "w" + std::to_string(i % 5)); };
    for (std::size_t i = 0; i < codings.size(); ++i) threads.emplace_back([&, i] { codings[i] = survey.code(edited(i)); });
    for (auto& thread : threads) thread.join();
    for (std::size_t i = 0; i < codings.size(); ++i) check_same(*codings[i], Coder(edited(i)).code(data.responses()));
}

TEST_CASE("an empty survey, and one without a word") {
    Survey empty(Responses{});
    CHECK(empty.code(book.with("bladder", "where", ""))->rows.empty());
    const std::vector<std::string_view> texts = {"", " ", {}, "..."};
    Survey wordless(Responses{.text = texts});
    const Codebook plain = book.with("bladder", "where", "");
    wordless.code(plain);
    CHECK((wordless.code(plain.with("cramps", "rules", "ket"))->answers == Coder(plain).code({.text = texts}).answers));
}

TEST_CASE("answers of some sentences are held in two and a half times their text") {
    // About 200 bytes and one coding a response.
    std::mt19937 random(11);
    std::vector<std::string> texts;
    for (int i = 0; i < 30'000; ++i) {
        std::string text;
        while (text.size() < 200) text += "w" + std::to_string(random() % (1 + random() % 20'000)) + "x ";
        texts.push_back(text + (random() % 2 == 0 ? "cramps. Ket" : "ket"));
    }
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    Survey survey(Responses{.text = views});
    const Codebook plain = book.with("bladder", "where", "");
    for (const char* rules : {"cramp* | ket", "cramps", "ket | cramp*", "cramp*"}) survey.code(plain.with("cramps", "rules", rules));
    CHECK(survey.memory_bytes() + survey.text_bytes() < survey.text_bytes() * 5 / 2);
}

TEST_CASE("a rule that more forms meet than are kept at once is coded where its words stand") {
    std::vector<std::string> texts;
    for (int i = 0; i < 70'000; ++i) texts.push_back("z" + std::to_string(i) + (i % 7 == 0 ? " ket" : ", ket"));
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    Survey survey({.text = views});
    const Codebook before = parse_codebook("codes:\n  a:\n    rules: none\n"), after = before.with("a", "rules", "z* ket");
    survey.code(before);
    const auto held = survey.code(after);
    CHECK(held->rows.size() == 10'000);
    check_same(*held, Coder(after).code({.text = views}));
}
