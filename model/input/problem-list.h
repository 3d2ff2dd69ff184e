// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PROBLEM_LIST_H
#define VNLAB_PROBLEM_LIST_H

#include "model/input/input-error.h"
#include "model/input/text-place.h"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief What is wrong with one file, gathered while it is read.
 *
 * Keeps the kMostProblems that come first in the file and counts the others, whose messages it does
 * not ask for: to read a file in which everything is wrong takes no longer than another.
 */
class ProblemList
{
  public:
    using Message = std::function<std::string()>;

    /// @param file named in every message
    explicit ProblemList(std::string file);

    /// @param message asked for at once, unless enough problems come before this place
    void Add(Place place, const Message& message);

    /// @return those that are kept, in the order of the file; of one place, in that in which they came
    std::vector<Diagnostic> First() const;

    /// @return how many are not kept
    size_t More() const;

  private:
    /// line, column, which one
    using Order = std::tuple<uint32_t, uint32_t, size_t>;

    std::string m_file;
    std::map<Order, std::string> m_first;
    size_t m_count{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_PROBLEM_LIST_H
