// Gives a table over Arrow's C stream interface. In: Table. Out: a capsule that any Arrow library
// reads. Costs a copy of one batch of rows at a time. Tested by tests/python/test_arrow.py.
#include <algorithm>
#include <cstring>
#include <deque>

#include "arrow_c.hpp"
#include "table.hpp"

namespace libcode::python {

namespace {

constexpr std::size_t rows_a_batch = 65536;

struct SchemaOwner {
    std::string name;
    std::vector<ArrowSchema> children;
    std::vector<ArrowSchema*> pointers;
};

void release_schema(ArrowSchema* schema) {
    auto* owner = static_cast<SchemaOwner*>(schema->private_data);
    for (ArrowSchema& child : owner->children) {
        if (child.release) child.release(&child);
    }
    delete owner;
    schema->release = nullptr;
}

ArrowSchema make_schema(const char* format, std::string name, std::int64_t flags, std::vector<ArrowSchema> children) {
    auto* owner = new SchemaOwner{std::move(name), std::move(children), {}};
    for (ArrowSchema& child : owner->children) owner->pointers.push_back(&child);
    return {format, owner->name.c_str(), nullptr, flags, static_cast<std::int64_t>(owner->children.size()),
            owner->pointers.data(), nullptr, release_schema, owner};
}

const char* format_of(const Column& column) {
    constexpr const char* formats[] = {"l", "l", "g", "b", "U"};
    return formats[column.cell.index()];
}

struct ArrayOwner {
    std::deque<std::vector<std::uint8_t>> memory;
    std::vector<const void*> buffers;
    std::vector<ArrowArray> children;
    std::vector<ArrowArray*> pointers;

    std::uint8_t* take(std::size_t bytes) { return memory.emplace_back(bytes).data(); }
};

void release_array(ArrowArray* array) {
    auto* owner = static_cast<ArrayOwner*>(array->private_data);
    for (ArrowArray& child : owner->children) {
        if (child.release) child.release(&child);
    }
    delete owner;
    array->release = nullptr;
}

ArrowArray finished(std::unique_ptr<ArrayOwner> owner, std::size_t length, std::size_t nulls) {
    for (ArrowArray& child : owner->children) owner->pointers.push_back(&child);
    ArrowArray array{static_cast<std::int64_t>(length), static_cast<std::int64_t>(nulls), 0,
                     static_cast<std::int64_t>(owner->buffers.size()), static_cast<std::int64_t>(owner->children.size()),
                     owner->buffers.data(), owner->pointers.data(), nullptr, release_array, nullptr};
    array.private_data = owner.release();
    return array;
}

void set_bit(std::uint8_t* bits, std::size_t at) { bits[at >> 3] = static_cast<std::uint8_t>(bits[at >> 3] | 1u << (at & 7)); }

template <class T, class Cell>
ArrowArray fixed_array(std::size_t first, std::size_t length, const Cell& cell) {
    auto owner = std::make_unique<ArrayOwner>();
    auto* values = reinterpret_cast<T*>(owner->take(length * sizeof(T)));
    for (std::size_t i = 0; i < length; ++i) values[i] = cell(first + i);
    owner->buffers = {nullptr, values};
    return finished(std::move(owner), length, 0);
}

ArrowArray array_of(std::size_t first, std::size_t length, const Numbers& cell) { return fixed_array<std::int64_t>(first, length, cell); }
ArrowArray array_of(std::size_t first, std::size_t length, const Reals& cell) { return fixed_array<double>(first, length, cell); }

ArrowArray array_of(std::size_t first, std::size_t length, const Flags& cell) {
    auto owner = std::make_unique<ArrayOwner>();
    auto* bits = owner->take(length / 8 + 1);
    for (std::size_t i = 0; i < length; ++i) {
        if (cell(first + i)) set_bit(bits, i);
    }
    owner->buffers = {nullptr, bits};
    return finished(std::move(owner), length, 0);
}

ArrowArray array_of(std::size_t first, std::size_t length, const MaybeNumbers& cell) {
    auto owner = std::make_unique<ArrayOwner>();
    auto* there = owner->take(length / 8 + 1);
    auto* values = reinterpret_cast<std::int64_t*>(owner->take(length * sizeof(std::int64_t)));
    std::size_t nulls = 0;
    for (std::size_t i = 0; i < length; ++i) {
        const auto number = cell(first + i);
        values[i] = number.value_or(0);
        if (number) set_bit(there, i);
        nulls += !number;
    }
    owner->buffers = {there, values};
    return finished(std::move(owner), length, nulls);
}

ArrowArray array_of(std::size_t first, std::size_t length, const Words& cell) {
    auto owner = std::make_unique<ArrayOwner>();
    auto* there = owner->take(length / 8 + 1);
    auto* offsets = reinterpret_cast<std::int64_t*>(owner->take((length + 1) * sizeof(std::int64_t)));
    auto& bytes = owner->memory.emplace_back();
    std::size_t nulls = 0;
    offsets[0] = 0;
    for (std::size_t i = 0; i < length; ++i) {
        const std::string_view text = cell(first + i);
        bytes.insert(bytes.end(), text.begin(), text.end());
        offsets[i + 1] = static_cast<std::int64_t>(bytes.size());
        if (text.data()) set_bit(there, i);
        nulls += !text.data();
    }
    if (bytes.empty()) bytes.push_back(0);  // some readers take no null pointer for empty data
    owner->buffers = {there, offsets, bytes.data()};
    return finished(std::move(owner), length, nulls);
}

struct StreamState {
    std::shared_ptr<const Table> table;
    std::size_t next_row = 0;
    std::string error;
};

StreamState& state_of(ArrowArrayStream* stream) { return *static_cast<StreamState*>(stream->private_data); }

// An exception may not leave a C function: it becomes a status and words.
template <class Work>
int guarded(ArrowArrayStream* stream, const Work& work) {
    try {
        work(state_of(stream));
        return 0;
    } catch (const std::exception& fault) {
        state_of(stream).error = fault.what();
        return 12;  // ENOMEM: nothing but memory can fail here
    }
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
    return guarded(stream, [&](StreamState& state) {
        std::vector<ArrowSchema> children;
        for (const Column& column : state.table->columns) {
            const bool may_miss = std::holds_alternative<MaybeNumbers>(column.cell) || std::holds_alternative<Words>(column.cell);
            children.push_back(make_schema(format_of(column), column.name, may_miss ? arrow_flag_nullable : 0, {}));
        }
        *out = make_schema("+s", "", 0, std::move(children));
    });
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
    return guarded(stream, [&](StreamState& state) {
        const Table& table = *state.table;
        if (state.next_row >= table.rows) {
            *out = {};
            return;
        }
        const std::size_t length = std::min(rows_a_batch, table.rows - state.next_row);
        auto owner = std::make_unique<ArrayOwner>();
        for (const Column& column : table.columns) {
            owner->children.push_back(
                std::visit([&](const auto& cell) { return array_of(state.next_row, length, cell); }, column.cell));
        }
        owner->buffers = {nullptr};
        *out = finished(std::move(owner), length, 0);
        state.next_row += length;
    });
}

const char* get_last_error(ArrowArrayStream* stream) {
    const std::string& error = state_of(stream).error;
    return error.empty() ? nullptr : error.c_str();
}

void release_stream(ArrowArrayStream* stream) {
    delete static_cast<StreamState*>(stream->private_data);
    stream->release = nullptr;
}

}  // namespace

py::capsule arrow_stream(std::shared_ptr<const Table> table) {
    auto* stream = new ArrowArrayStream{get_schema, get_next, get_last_error, release_stream,
                                        new StreamState{std::move(table), 0, {}}};
    return py::capsule(stream, "arrow_array_stream", [](PyObject* capsule) {
        auto* held = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, "arrow_array_stream"));
        if (held->release) held->release(held);
        delete held;
    });
}

}  // namespace libcode::python
