// Reads Arrow data through the C interfaces. In: an object with `__arrow_c_stream__` or
// `__arrow_c_array__`. Out: ArrowTable. Text is viewed where it lies, so a column costs 16 bytes a
// row; it is checked once for being UTF-8. Tested by tests/python/test_arrow.py.
#include "arrow_import.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace libcode::python {

namespace {

template <class Struct>
std::shared_ptr<Struct> released_later(Struct moved) {
    return {new Struct(moved), [](Struct* owned) {
                if (owned->release) owned->release(owned);
                delete owned;
            }};
}

// Takes the struct out of its capsule: from then on it is ours to release.
template <class Struct>
Struct taken(const py::object& capsule, const char* name) {
    auto* held = static_cast<Struct*>(PyCapsule_GetPointer(capsule.ptr(), name));
    if (!held) throw py::error_already_set();
    if (!held->release) throw std::runtime_error("the Arrow data has been read already");
    const Struct moved = *held;
    held->release = nullptr;
    return moved;
}

struct StreamOwner {
    ArrowArrayStream stream;
    ~StreamOwner() {
        if (stream.release) stream.release(&stream);
    }
    void must(int status) {
        if (status == 0) return;
        // Its own words may quote a cell, so they are not passed on.
        throw std::runtime_error("the Arrow stream failed (" + std::generic_category().message(status) + "); read it by the library that gave it, which will say why");
    }
};

// One stretch of one column: an array and the rows of it that are meant.
struct Chunk {
    const ArrowArray* array;
    std::int64_t first;  // counted from the start of the array's buffers
    std::int64_t length;

    template <class T>
    const T* buffer(int index) const {
        return static_cast<const T*>(array->buffers[index]);
    }
    bool is_null(std::int64_t row) const {
        const auto* bits = array->null_count == 0 || array->n_buffers == 0 ? nullptr : buffer<std::uint8_t>(0);
        return bits && (bits[(first + row) >> 3] >> ((first + row) & 7) & 1) == 0;
    }
};

bool is_text_format(std::string_view format) { return format == "u" || format == "U" || format == "vu"; }

std::string_view text_at(const Chunk& chunk, std::string_view format, std::int64_t row) {
    const std::int64_t at = chunk.first + row;
    // An empty text may have no buffer at all, yet is not missing.
    const auto cut = [](const char* data, std::int64_t from, std::int64_t to) {
        return std::string_view(data ? data + from : "", static_cast<std::size_t>(to - from));
    };
    if (format == "u") {
        const auto* offsets = chunk.buffer<std::int32_t>(1);
        return cut(chunk.buffer<char>(2), offsets[at], offsets[at + 1]);
    }
    if (format == "U") {
        const auto* offsets = chunk.buffer<std::int64_t>(1);
        return cut(chunk.buffer<char>(2), offsets[at], offsets[at + 1]);
    }
    // utf8_view: 16 bytes a row, either the text itself or where it lies.
    const auto* view = chunk.buffer<char>(1) + at * 16;
    std::int32_t parts[4];
    std::memcpy(parts, view, 16);
    if (parts[0] <= 12) return cut(view + 4, 0, parts[0]);
    return cut(chunk.buffer<char>(2 + parts[2]), parts[3], std::int64_t{parts[3]} + parts[0]);
}

// The whole number at a row, for the formats that hold one.
std::optional<std::int64_t> number_at(const Chunk& chunk, std::string_view format, std::int64_t row) {
    const std::int64_t at = chunk.first + row;
    if (format.size() != 1) return std::nullopt;
    switch (format[0]) {
        case 'c': return chunk.buffer<std::int8_t>(1)[at];
        case 'C': return chunk.buffer<std::uint8_t>(1)[at];
        case 's': return chunk.buffer<std::int16_t>(1)[at];
        case 'S': return chunk.buffer<std::uint16_t>(1)[at];
        case 'i': return chunk.buffer<std::int32_t>(1)[at];
        case 'I': return chunk.buffer<std::uint32_t>(1)[at];
        case 'l': return chunk.buffer<std::int64_t>(1)[at];
        case 'L': return static_cast<std::int64_t>(chunk.buffer<std::uint64_t>(1)[at]);
        default: return std::nullopt;
    }
}

bool is_whole(std::string_view format) {
    return format.size() == 1 && std::string_view("cCsSiIlL").find(format[0]) != std::string_view::npos;
}

std::string written_day(std::int64_t days_since_1970) {
    const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{days_since_1970}}};
    std::array<char, 32> out;
    std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", static_cast<int>(day.year()), static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
    return out.data();
}

// A date, as Python's str() writes one: 2024-01-31.
std::optional<std::string> date_at(const Chunk& chunk, std::string_view format, std::int64_t row) {
    constexpr std::int64_t furthest_days = 11'000'000;  // beyond, the years do not fit
    const std::int64_t at = chunk.first + row;
    std::int64_t days = 0;
    if (format == "tdD") {
        days = chunk.buffer<std::int32_t>(1)[at];
    } else if (format == "tdm") {
        days = std::chrono::floor<std::chrono::days>(std::chrono::milliseconds{chunk.buffer<std::int64_t>(1)[at]}).count();
    } else {
        return std::nullopt;
    }
    if (days < -furthest_days || days > furthest_days) return std::nullopt;
    return written_day(days);
}

// A decimal of 128 bits with all the digits of its scale: 12.50. The format is "d:precision,scale" or "...,128".
std::optional<std::string> decimal_at(const Chunk& chunk, std::string_view format, std::int64_t row) {
    int precision = 0, scale = 0, bits = 128;
    if (std::sscanf(std::string(format).c_str(), "d:%d,%d,%d", &precision, &scale, &bits) < 2 || bits != 128 || scale < 0 || scale > 38) return std::nullopt;
    std::array<std::uint32_t, 4> limbs;  // little-endian, two's complement
    std::memcpy(limbs.data(), chunk.buffer<char>(1) + (chunk.first + row) * 16, 16);
    const bool is_negative = limbs[3] >> 31 != 0;
    if (is_negative) {
        std::uint64_t carry = 1;
        for (std::uint32_t& limb : limbs) {
            carry += static_cast<std::uint32_t>(~limb);
            limb = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
    }
    std::string digits;  // the last first
    while (limbs != std::array<std::uint32_t, 4>{} || digits.size() <= static_cast<std::size_t>(scale)) {
        std::uint64_t rest = 0;
        for (std::size_t i = limbs.size(); i-- > 0;) {
            rest = rest << 32 | limbs[i];
            limbs[i] = static_cast<std::uint32_t>(rest / 10);
            rest %= 10;
        }
        digits += static_cast<char>('0' + rest);
    }
    if (scale > 0) digits.insert(static_cast<std::size_t>(scale), 1, '.');
    if (is_negative) digits += '-';
    return std::string(digits.rbegin(), digits.rend());
}

// A number, truth value, date or nothing else, as a codebook's `where` writes it.
std::optional<std::string> written_at(const Chunk& chunk, std::string_view format, std::int64_t row) {
    const std::int64_t at = chunk.first + row;
    if (format == "L") return std::to_string(chunk.buffer<std::uint64_t>(1)[at]);
    if (const auto whole = number_at(chunk, format, row)) return std::to_string(*whole);
    if (format == "f") return written(static_cast<double>(chunk.buffer<float>(1)[at]));
    if (format == "g") return written(chunk.buffer<double>(1)[at]);
    if (format == "b") return chunk.buffer<std::uint8_t>(1)[at >> 3] >> (at & 7) & 1 ? "true" : "false";
    if (format.starts_with("td")) return date_at(chunk, format, row);
    if (format.starts_with("d:")) return decimal_at(chunk, format, row);
    return std::nullopt;
}

}  // namespace

ArrowTable::ArrowTable(const py::object& object) {
    if (py::hasattr(object, "__arrow_c_stream__")) {
        const py::object capsule = object.attr("__arrow_c_stream__")();
        StreamOwner owner{taken<ArrowArrayStream>(capsule, "arrow_array_stream")};
        ArrowSchema schema{};
        owner.must(owner.stream.get_schema(&owner.stream, &schema));
        schema_ = released_later(schema);
        for (;;) {
            ArrowArray array{};
            owner.must(owner.stream.get_next(&owner.stream, &array));
            if (!array.release) break;
            chunks_.push_back(released_later(array));
        }
    } else if (py::hasattr(object, "__arrow_c_array__")) {
        const py::tuple capsules = object.attr("__arrow_c_array__")();
        schema_ = released_later(taken<ArrowSchema>(capsules[0], "arrow_schema"));
        chunks_.push_back(released_later(taken<ArrowArray>(capsules[1], "arrow_array")));
    } else {
        throw py::type_error("the data offers no Arrow interface");
    }
    shape_ = std::string_view(schema_->format) == "+s" ? Shape::table : Shape::column;
    for (const auto& chunk : chunks_) rows_ += static_cast<std::size_t>(chunk->length);
}

const ArrowSchema& ArrowTable::schema_of(std::size_t column) const {
    return shape_ == Shape::column ? *schema_ : *schema_->children[column];
}

std::vector<std::string> ArrowTable::names() const {
    if (shape_ == Shape::column) return {""};
    std::vector<std::string> names;
    for (std::int64_t i = 0; i < schema_->n_children; ++i) {
        const char* name = schema_->children[i]->name;
        names.emplace_back(name ? name : "");
    }
    return names;
}

bool ArrowTable::is_text(std::size_t column) const {
    const ArrowSchema& schema = schema_of(column);
    return is_text_format(schema.dictionary ? schema.dictionary->format : schema.format);
}

Texts ArrowTable::texts(std::size_t column, NumbersAre numbers) const {
    const ArrowSchema& schema = schema_of(column);
    const std::string_view format = schema.format;
    const std::string_view value_format = schema.dictionary ? schema.dictionary->format : schema.format;
    Texts texts;
    texts.views.reserve(rows_);
    auto own = std::make_shared<std::deque<std::string>>();
    const auto add = [&](std::string_view text) {
        texts.views.emplace_back(is_utf8(text) ? text : std::string_view(own->emplace_back(repaired_utf8(text))));
    };
    const auto read = [&](const Chunk& chunk, std::string_view type, std::int64_t row) {
        if (type == "n" || chunk.is_null(row)) {
            texts.views.emplace_back();
        } else if (is_text_format(type)) {
            add(text_at(chunk, type, row));
        } else if (auto number = numbers == NumbersAre::written ? written_at(chunk, type, row) : std::nullopt) {
            texts.views.emplace_back(own->emplace_back(std::move(*number)));
        } else {
            throw py::type_error("column '" + std::string(schema.name ? schema.name : "") +
                                 "' is of Arrow type '" + std::string(type) + "', not text; make it text first");
        }
    };
    for (const auto& whole : chunks_) {
        const bool nested = shape_ == Shape::table;
        const ArrowArray* array = nested ? whole->children[column] : whole.get();
        const Chunk parent{whole.get(), whole->offset, whole->length};
        const Chunk chunk{array, array->offset + (nested ? whole->offset : 0), whole->length};
        const Chunk values{array->dictionary, array->dictionary ? array->dictionary->offset : 0, 0};
        for (std::int64_t row = 0; row < chunk.length; ++row) {
            if (nested && parent.is_null(row)) {
                texts.views.emplace_back();
            } else if (!schema.dictionary) {
                read(chunk, format, row);
            } else if (chunk.is_null(row)) {
                texts.views.emplace_back();
            } else {
                read(values, value_format, *number_at(chunk, format, row));
            }
        }
        texts.owners.push_back(whole);
    }
    texts.owners.push_back(schema_);
    texts.owners.push_back(std::move(own));
    return texts;
}

std::optional<std::vector<std::int64_t>> ArrowTable::whole_numbers(std::size_t column) const {
    const ArrowSchema& schema = schema_of(column);
    if (schema.dictionary || !is_whole(schema.format)) return std::nullopt;
    std::vector<std::int64_t> numbers;
    numbers.reserve(rows_);
    for (const auto& whole : chunks_) {
        const bool nested = shape_ == Shape::table;
        const ArrowArray* array = nested ? whole->children[column] : whole.get();
        const Chunk chunk{array, array->offset + (nested ? whole->offset : 0), whole->length};
        for (std::int64_t row = 0; row < chunk.length; ++row) {
            const bool too_big = schema.format[0] == 'L' && chunk.buffer<std::uint64_t>(1)[chunk.first + row] > INT64_MAX;
            if (chunk.is_null(row) || too_big) return std::nullopt;
            numbers.push_back(*number_at(chunk, schema.format, row));
        }
    }
    return numbers;
}

}  // namespace libcode::python
