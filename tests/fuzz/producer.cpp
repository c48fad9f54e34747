#include "producer.hpp"

#include <cstring>

int unreleased = 0;

namespace {

struct ArrayMemory {
    std::vector<std::unique_ptr<std::uint8_t[]>> buffers;
    std::vector<const void*> pointers;
    std::vector<ArrowArray> children;
    std::vector<ArrowArray*> child_pointers;
    std::optional<ArrowArray> dictionary;

    // A buffer of just so many bytes; null, as producers have it, where there is none.
    template <class T>
    T* add(std::size_t count) {
        auto& buffer = buffers.emplace_back(count > 0 ? new std::uint8_t[count * sizeof(T)]() : nullptr);
        pointers.push_back(buffer.get());
        return reinterpret_cast<T*>(buffer.get());
    }
};

struct SchemaMemory {
    std::string format, name;
    std::vector<ArrowSchema> children;
    std::vector<ArrowSchema*> child_pointers;
    std::optional<ArrowSchema> dictionary;
};

template <class Struct, class Memory>
void release(Struct* moved) {
    auto* memory = static_cast<Memory*>(moved->private_data);
    for (Struct& child : memory->children)
        if (child.release) child.release(&child);
    if (memory->dictionary && memory->dictionary->release) memory->dictionary->release(&*memory->dictionary);
    delete memory;
    moved->release = nullptr;
    --unreleased;
}

ArrowArray finished(std::unique_ptr<ArrayMemory> memory, std::size_t rows, std::size_t offset, std::int64_t nulls) {
    for (ArrowArray& child : memory->children) memory->child_pointers.push_back(&child);
    ArrowArray array{static_cast<std::int64_t>(rows), nulls, static_cast<std::int64_t>(offset), static_cast<std::int64_t>(memory->pointers.size()),
                     static_cast<std::int64_t>(memory->children.size()), memory->pointers.data(), memory->child_pointers.data(),
                     memory->dictionary ? &*memory->dictionary : nullptr, release<ArrowArray, ArrayMemory>, nullptr};
    array.private_data = memory.release();
    ++unreleased;
    return array;
}

ArrowSchema schema_of(std::string format, std::string name, std::vector<ArrowSchema> children = {}, std::optional<ArrowSchema> dictionary = {}) {
    auto* memory = new SchemaMemory{std::move(format), std::move(name), std::move(children), {}, dictionary};
    for (ArrowSchema& child : memory->children) memory->child_pointers.push_back(&child);
    ++unreleased;
    return {memory->format.c_str(), memory->name.empty() ? nullptr : memory->name.c_str(), nullptr, arrow_flag_nullable,
            static_cast<std::int64_t>(memory->children.size()), memory->child_pointers.data(),
            memory->dictionary ? &*memory->dictionary : nullptr, release<ArrowSchema, SchemaMemory>, memory};
}

struct Layout {
    std::string format;
    std::string of_dictionary;  // the format of its values, where there is one
    Kind kind;
};

Layout draw_layout(Draw& draw) {
    static const std::vector<std::string> texts = {"u", "U", "vu"}, wholes = {"c", "C", "s", "S", "i", "I", "l", "L"},
                                          others = {"f", "g", "b", "tdD", "tdm", "d:9,2", "d:38,0,128", "n"},
                                          refused = {"z", "Z", "e", "w:3", "tsu:", "d:76,3,256", "d:", "d:5,99", "td?", ""};
    const auto pick = [&](const auto& from) { return from[draw.below(from.size())]; };
    switch (draw.below(8)) {
        case 0: return {pick(wholes), "", Kind::whole};
        case 1: return {pick(others), "", Kind::other};
        case 2: return {pick(refused), "", Kind::refused};
        case 3: {
            const auto index = pick(wholes);
            return draw.below(4) > 0 ? Layout{index, pick(texts), Kind::text} : Layout{index, pick(wholes), Kind::other};
        }
        default: return {pick(texts), "", Kind::text};
    }
}

// The bits of what is not null, or no buffer where nothing is. Returns how many are null, which a producer may leave open (-1).
std::int64_t add_validity(Draw& draw, ArrayMemory& memory, std::size_t rows, std::size_t offset, std::vector<bool>& null) {
    null.assign(offset + rows, false);
    if (draw.below(2) == 0) {
        memory.pointers.push_back(nullptr);
        return draw.below(2) == 0 ? 0 : -1;
    }
    auto* bits = memory.add<std::uint8_t>((null.size() + 7) / 8);
    std::int64_t nulls = 0;
    for (std::size_t i = 0; i < (null.size() + 7) / 8; ++i) bits[i] = draw.byte();
    for (std::size_t i = 0; i < null.size(); ++i) null[i] = (bits[i / 8] >> (i % 8) & 1) == 0;
    for (std::size_t i = offset; i < null.size(); ++i) nulls += null[i];
    return draw.below(2) == 0 ? nulls : -1;
}

template <class Offset>
void add_texts(ArrayMemory& memory, const std::vector<std::string>& texts, std::size_t unused) {
    auto* offsets = memory.add<Offset>(texts.size() + 1);
    std::size_t bytes = unused;  // a slice's text need not start at the buffer's
    for (std::size_t i = 0; i < texts.size(); ++i) {
        offsets[i] = static_cast<Offset>(bytes);
        bytes += texts[i].size();
    }
    offsets[texts.size()] = static_cast<Offset>(bytes);
    auto* data = memory.add<char>(bytes);
    for (std::size_t i = 0; i < texts.size(); ++i)
        if (!texts[i].empty()) std::memcpy(data + offsets[i], texts[i].data(), texts[i].size());
}

void add_views(Draw& draw, ArrayMemory& memory, const std::vector<std::string>& texts) {
    constexpr std::size_t longest_inside = 12;
    const std::size_t data_buffers = 1 + draw.below(2);
    std::vector<std::string> data(data_buffers);
    auto* views = memory.add<std::uint8_t>(16 * texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto length = static_cast<std::int32_t>(texts[i].size());
        std::memcpy(views + 16 * i, &length, 4);
        if (texts[i].size() <= longest_inside) {
            if (length > 0) std::memcpy(views + 16 * i + 4, texts[i].data(), texts[i].size());
            continue;
        }
        const auto buffer = static_cast<std::int32_t>(i % data_buffers), at = static_cast<std::int32_t>(data[i % data_buffers].size());
        std::memcpy(views + 16 * i + 4, texts[i].data(), 4);
        std::memcpy(views + 16 * i + 8, &buffer, 4);
        std::memcpy(views + 16 * i + 12, &at, 4);
        data[i % data_buffers] += texts[i];
    }
    for (const std::string& each : data) {
        auto* bytes = memory.add<char>(each.size());
        if (bytes) std::memcpy(bytes, each.data(), each.size());
    }
    auto* lengths = memory.add<std::int64_t>(data_buffers);
    for (std::size_t i = 0; i < data_buffers; ++i) lengths[i] = static_cast<std::int64_t>(data[i].size());
}

template <class T>
void add_numbers(Draw& draw, ArrayMemory& memory, const std::vector<bool>& null, Cells& cells, std::optional<std::size_t> below) {
    auto* numbers = memory.add<T>(null.size());
    for (std::size_t i = 0; i < null.size(); ++i) {
        auto drawn = static_cast<std::uint64_t>(draw.byte()) << (8 * draw.below(8));
        if (below && !null[i]) drawn %= *below;  // behind a null, an index may be anything
        numbers[i] = static_cast<T>(drawn);
        cells[i] = std::to_string(numbers[i]);
    }
}

// An array of `offset + rows` slots, and what stands in each.
ArrowArray make_array(Draw& draw, const Layout& layout, std::size_t rows, Cells& cells) {
    auto memory = std::make_unique<ArrayMemory>();
    const std::size_t offset = draw.below(4) == 0 ? draw.below(11) : 0, slots = offset + rows;
    std::vector<bool> null;
    const std::int64_t nulls = add_validity(draw, *memory, rows, offset, null);
    cells.assign(slots, "");
    std::optional<std::size_t> below;
    Cells values;
    if (!layout.of_dictionary.empty()) {
        const std::size_t size = 1 + draw.below(5);
        memory->dictionary = make_array(draw, {layout.of_dictionary, "", layout.kind}, size, values);
        values.erase(values.begin(), values.end() - static_cast<long>(size));
        below = size;
    }
    const std::string& format = layout.format;
    if (format == "u" || format == "U" || format == "vu") {
        std::vector<std::string> texts(slots);
        for (std::size_t i = 0; i < slots; ++i) {
            texts[i] = draw.text(draw.below(4) == 0 ? 10 + draw.below(8) : draw.below(6));
            cells[i] = texts[i];
        }
        if (format == "u") add_texts<std::int32_t>(*memory, texts, draw.below(3));
        else if (format == "U") add_texts<std::int64_t>(*memory, texts, draw.below(3));
        else add_views(draw, *memory, texts);
    }
    else if (format == "c") add_numbers<std::int8_t>(draw, *memory, null, cells, below);
    else if (format == "C") add_numbers<std::uint8_t>(draw, *memory, null, cells, below);
    else if (format == "s") add_numbers<std::int16_t>(draw, *memory, null, cells, below);
    else if (format == "S") add_numbers<std::uint16_t>(draw, *memory, null, cells, below);
    else if (format == "i" || format == "tdD") add_numbers<std::int32_t>(draw, *memory, null, cells, below);
    else if (format == "I") add_numbers<std::uint32_t>(draw, *memory, null, cells, below);
    else if (format == "l" || format == "tdm") add_numbers<std::int64_t>(draw, *memory, null, cells, below);
    else if (format == "L") add_numbers<std::uint64_t>(draw, *memory, null, cells, below);
    else if (format == "n") {
        memory->pointers.clear();
        null.assign(slots, true);
    } else {  // so many bytes a slot, all of them drawn
        const std::size_t width = format == "f" ? 4 : format == "g" ? 8 : format == "b" ? 1 : format.starts_with("d:") ? 16 : 32;
        const std::size_t bytes = format == "b" ? (slots + 7) / 8 : width * slots;
        auto* slot = memory->add<std::uint8_t>(bytes);
        for (std::size_t i = 0; i < bytes; ++i) slot[i] = draw.byte();
    }
    for (std::size_t i = 0; i < slots; ++i) {
        if (null[i]) cells[i].reset();
        else if (below) cells[i] = values[std::stoull(*cells[i])];
    }
    return finished(std::move(memory), rows, offset, format == "n" ? static_cast<std::int64_t>(rows) : nulls);
}

ArrowSchema make_schema(const Layout& layout, std::string name) {
    std::optional<ArrowSchema> dictionary;
    if (!layout.of_dictionary.empty()) dictionary = schema_of(layout.of_dictionary, "");
    return schema_of(layout.format, std::move(name), {}, dictionary);
}

}  // namespace

Made make_data(Draw& draw) {
    Made made;
    made.is_table = draw.below(2) == 0;
    const std::size_t columns = made.is_table ? draw.below(4) : 1;
    std::vector<Layout> layouts;
    std::vector<ArrowSchema> schemas;
    for (std::size_t i = 0; i < columns; ++i) {
        layouts.push_back(draw_layout(draw));
        made.names.push_back(made.is_table ? draw.text(draw.below(3)) : "");
        if (const auto nul = made.names[i].find('\0'); nul != std::string::npos) made.names[i].resize(nul);
        made.kinds.push_back(layouts[i].kind);
        schemas.push_back(make_schema(layouts[i], made.names[i]));
    }
    made.cells.resize(columns);
    made.schema = made.is_table ? schema_of("+s", "", std::move(schemas)) : schemas[0];
    for (std::size_t chunk = 0, chunks = draw.below(4); chunk < chunks; ++chunk) {
        const std::size_t rows = draw.below(draw.below(4) == 0 ? 20 : 5);
        Cells cells;
        if (!made.is_table) {
            made.chunks.push_back(make_array(draw, layouts[0], rows, cells));
            made.cells[0].insert(made.cells[0].end(), cells.end() - static_cast<long>(rows), cells.end());
            continue;
        }
        auto memory = std::make_unique<ArrayMemory>();
        const std::size_t offset = draw.below(3);
        std::vector<bool> null;
        const std::int64_t nulls = add_validity(draw, *memory, rows, offset, null);
        for (std::size_t i = 0; i < columns; ++i) {
            memory->children.push_back(make_array(draw, layouts[i], offset + rows, cells));
            for (std::size_t row = 0; row < rows; ++row)
                made.cells[i].push_back(null[offset + row] ? std::nullopt : cells[cells.size() - rows + row]);
        }
        made.chunks.push_back(finished(std::move(memory), rows, offset, nulls));
    }
    return made;
}
