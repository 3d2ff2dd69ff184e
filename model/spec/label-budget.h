// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LABEL_BUDGET_H
#define VNLAB_LABEL_BUDGET_H

#include "model/spec/raw-graph.h"

#include <cstdint>
#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

/// Why a text makes too large a graph.
class GraphTooLarge : public std::length_error
{
    using std::length_error::length_error;
};

/// The most vertices that a file may have.
inline constexpr uint64_t kMostVertices = 1'000'000;

/// Bounds the labels of a graph: a default is short, and each element gets a copy.
class LabelBudget
{
  public:
    /// Gives an element a label. @throws GraphTooLarge where all labels together have too many bytes
    void Put(const std::string& name, const std::string& value, Labels& to)
    {
        m_bytes += name.size() + value.size();
        if (m_bytes > kMostBytes)
        {
            throw GraphTooLarge(
                "the labels of all vertices and edges, defaults included, have more "
                "than " +
                std::to_string(kMostBytes) + " bytes; accepted are at most so many");
        }
        to[name] = value;
    }

  private:
    static constexpr uint64_t kMostBytes = 64 * 1024 * 1024;

    uint64_t m_bytes{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_LABEL_BUDGET_H
