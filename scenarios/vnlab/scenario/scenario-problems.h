// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_PROBLEMS_H
#define VNLAB_SCENARIO_PROBLEMS_H

#include "model/input/input-error.h"
#include "model/input/problem-list.h"
#include "model/input/text-place.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Where the keys of a scenario file stand, and what is wrong with them.
 *
 * Keys go by paths such as "tenants[0].count"; "" is the file. Messages show them without indices,
 * because a place says more. As in a ProblemList, a message is asked for only where it counts.
 */
class ScenarioProblems
{
  public:
    /// @param file named in every message
    explicit ScenarioProblems(std::string file);

    void SetPlace(const std::string& path, Place place);

    /// @return whether the file has the key
    bool Has(const std::string& path) const;

    /// Something is wrong with a key: "path message", at the key or else at the table it is in.
    void Add(const std::string& path, const std::string& message);
    void Add(const std::string& path, const ProblemList::Message& message);

    /// Something is wrong with what a key names, and said elsewhere.
    void MarkUnsound(const std::string& path);

    /// Something is wrong at a place that is no key's; the message stands alone.
    void AddAt(Place place, const ProblemList::Message& message);

    /// Something is wrong in another file.
    void Merge(const InputError& error);

    /// @return whether nothing is wrong with a key, with what it contains and what contains it
    bool Sound(const std::string& path) const;

    /// @throws InputError with everything, in the order of the file, other files last
    void ThrowIfAny() const;

  private:
    Place PlaceOf(std::string path) const;
    bool HasUnsoundBelow(const std::string& path) const;

    ProblemList m_own;
    std::map<std::string, Place> m_places;
    std::set<std::string> m_unsound;
    std::vector<Diagnostic> m_others;
    size_t m_moreOthers{0};
};

/// @return the path as messages show it, without indices
std::string DisplayPath(const std::string& path);

/// @return the path of a key in a table
std::string KeyPath(const std::string& table, std::string_view key);

/// @return the path of a table in an array of tables
std::string TablePath(const std::string& tables, size_t index);

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_PROBLEMS_H
