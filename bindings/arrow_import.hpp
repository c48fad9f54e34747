// Tables and columns that come over Arrow's PyCapsule interface, without any Arrow library.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "arrow_c.hpp"
#include "texts.hpp"

namespace libcode::python {

// A stream read to its end: its columns, in chunks that stay where their producer put them.
class ArrowTable {
  public:
    // `object` has `__arrow_c_stream__` or `__arrow_c_array__`. Raises TypeError where it has
    // neither, RuntimeError with the producer's words where reading fails.
    explicit ArrowTable(const py::object& object);

    enum class Shape : std::uint8_t { table, column };
    Shape shape() const { return shape_; }  // column: one array (a Series) without a name
    std::size_t rows() const { return rows_; }
    std::vector<std::string> names() const;
    bool is_text(std::size_t column) const;

    // The column as text: utf8, large_utf8, utf8_view and dictionaries of them without a copy.
    // Numbers are written where `numbers` says so. Raises TypeError for any other type.
    Texts texts(std::size_t column, NumbersAre numbers) const;
    // The column as whole numbers, or nothing where it holds another type or a null.
    std::optional<std::vector<std::int64_t>> whole_numbers(std::size_t column) const;

  private:
    const ArrowSchema& schema_of(std::size_t column) const;

    std::shared_ptr<ArrowSchema> schema_;
    std::vector<std::shared_ptr<ArrowArray>> chunks_;
    Shape shape_ = Shape::table;
    std::size_t rows_ = 0;
};

}  // namespace libcode::python
