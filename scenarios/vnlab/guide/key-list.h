// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_KEY_LIST_H
#define VNLAB_KEY_LIST_H

#include "model/key/key-visitor.h"

#include <string>
#include <vector>

namespace ns3::vnlab
{

/// What a key of the scenario file holds.
enum class KeyKind : uint8_t
{
    kValue,
    kTable,  ///< `[table]`, or a table inside a table
    kTables, ///< `[[tables]]`
};

/// A key of the scenario file, in words.
struct KeyEntry
{
    std::string table; ///< the path of the table that it is in, such as "substrate.wan"; "": none
    std::string name;
    KeyKind kind{KeyKind::kValue};
    std::string type;                  ///< "integer", "duration"; of tables "table"
    std::string fallback;              ///< the default as TOML; "" where it is none
    std::string fallbackWords;         ///< the default in words, where it is no constant
    std::vector<std::string> accepted; ///< words that are accepted; empty: see range
    std::string range;                 ///< "1 to 4"; "" where anything or a word is accepted
    bool anyName{false};               ///< names are accepted, and not known here which
    bool required{false};
    std::string condition; ///< `kind = "rewire"`, or more values, where it needs that; else ""
    std::string description;

    bool operator==(const KeyEntry&) const = default;

    /// @return "substrate.wan.rate": as in messages, and as a sweep names it
    std::string Path() const
    {
        return table.empty() ? name : table + "." + name;
    }
};

/// Makes keys that several kinds have alike one entry with all their conditions.
std::vector<KeyEntry> MergeAlike(std::vector<KeyEntry> keys);

/// @return every key of the scenario file, a table before its keys, in the order of VisitKeys
std::vector<KeyEntry> ListKeys(const KnownNames& known);

} // namespace ns3::vnlab

#endif // VNLAB_KEY_LIST_H
