// Arrow import, from a producer that does what bytes tell it: every cell is what was put in, bad UTF-8 is repaired, nulls are
// missing, types that are no text are refused, a stream that fails is told; and all that was made is released, once.
#include "arrow_import.hpp"
#include "must.hpp"
#include "producer.hpp"
#include "python.hpp"
#include "survey.hpp"

namespace py = pybind11;
using namespace libcode::python;

namespace {

enum class Failing : std::uint8_t { no, schema, next, without_words };

struct Stream {
    Made made;
    Failing failing;
    std::size_t given = 0;
    bool is_schema_given = false;
};

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
    auto& state = *static_cast<Stream*>(stream->private_data);
    if (state.failing == Failing::schema) return 5;
    *out = state.made.schema;
    state.is_schema_given = true;
    return 0;
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
    auto& state = *static_cast<Stream*>(stream->private_data);
    if (state.failing >= Failing::next && state.given * 2 >= state.made.chunks.size()) return 5;
    *out = state.given < state.made.chunks.size() ? state.made.chunks[state.given++] : ArrowArray{};
    return 0;
}

const char* get_last_error(ArrowArrayStream* stream) {
    return static_cast<Stream*>(stream->private_data)->failing == Failing::without_words ? nullptr : "the disk is gone";
}

void release_stream(ArrowArrayStream* stream) {
    auto* state = static_cast<Stream*>(stream->private_data);
    if (!state->is_schema_given) state->made.schema.release(&state->made.schema);
    for (std::size_t i = state->given; i < state->made.chunks.size(); ++i) state->made.chunks[i].release(&state->made.chunks[i]);
    delete state;
    stream->release = nullptr;
    --unreleased;
}

template <class Struct>
py::capsule capsule_of(Struct held, const char* name) {
    return py::capsule(new Struct(held), name, [](PyObject* object) {
        auto* struct_ = static_cast<Struct*>(PyCapsule_GetPointer(object, PyCapsule_GetName(object)));
        if (struct_->release) struct_->release(struct_);
        delete struct_;
    });
}

py::object offered;  // what the next call gives
const py::object& offering(const char* method) {
    static const py::object of_stream = py::eval("type('S', (), {'__arrow_c_stream__': lambda self: offer()})()",
                                                 py::dict(py::arg("offer") = py::cpp_function([] { return offered; })));
    static const py::object of_array = py::eval("type('A', (), {'__arrow_c_array__': lambda self: offer()})()",
                                                py::dict(py::arg("offer") = py::cpp_function([] { return offered; })));
    return std::string_view(method) == "stream" ? of_stream : of_array;
}

void check_column(const ArrowTable& table, std::size_t column, Kind kind, const Cells& cells, NumbersAre numbers) {
    must(kind == Kind::refused || kind == Kind::other || table.is_text(column) == (kind == Kind::text), "text is known as text");
    try {
        const Texts texts = table.texts(column, numbers);
        must(texts.size() == cells.size(), "every row has a cell");
        for (std::size_t row = 0; row < cells.size(); ++row) {
            const std::string_view cell = texts.views[row];
            if (kind == Kind::refused) continue;  // all null, so nothing was looked at
            must((cell.data() == nullptr) == !cells[row], "what is null is missing, and nothing else");
            must(is_utf8(cell), "what came in is UTF-8 now");
            if (cells[row] && kind != Kind::other && is_utf8(*cells[row])) must(cell == *cells[row], "a cell is what was put in");
        }
        if (texts.size() == 0) return;
        const Labels labels{{}, texts, Labels::Kind::texts};
        must(groups_of(labels).group_of_row.size() == texts.size(), "every row has a group");
    } catch (const py::type_error&) {
        must(kind != Kind::text && (kind != Kind::whole || numbers == NumbersAre::refused), "what is text, or a number that is asked for, is read");
    }
}

void read(const py::object& data, const Made& expected, Failing failing) {
    try {
        const ArrowTable table(data);
        must(failing == Failing::no, "a failure is told");
        must((table.shape() == ArrowTable::Shape::table) == expected.is_table && table.names() == expected.names, "a table has its columns");
        for (std::size_t column = 0; column < expected.names.size(); ++column) {
            for (const auto numbers : {NumbersAre::refused, NumbersAre::written})
                check_column(table, column, expected.kinds[column], expected.cells[column], numbers);
            if (const auto whole = table.whole_numbers(column)) must(whole->size() == table.rows(), "every row has a number");
        }
    } catch (const std::runtime_error&) {
        must(failing != Failing::no, "nothing but a stream that fails is refused");
    }
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    start_python();
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Draw draw({data, size});
    const std::size_t how = draw.below(10);
    const auto failing = how < 6 ? Failing::no : static_cast<Failing>(how % 4);
    Made made = make_data(draw);
    const bool is_array = made.chunks.size() == 1 && failing == Failing::no && how % 2 == 0;
    const Made expected = made;  // the structs in it are not looked at
    if (is_array) {
        offered = py::make_tuple(capsule_of(made.schema, "arrow_schema"), capsule_of(made.chunks[0], "arrow_array"));
    } else {
        ++unreleased;
        offered = capsule_of(ArrowArrayStream{get_schema, get_next, get_last_error, release_stream, new Stream{std::move(made), failing}}, "arrow_array_stream");
    }
    read(offering(is_array ? "array" : "stream"), expected, failing);
    offered = py::none();
    must(unreleased == 0, "all that was made is released, once");
    return 0;
}
