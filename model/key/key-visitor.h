// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SCENARIO_KEYS_H
#define VNLAB_SCENARIO_KEYS_H

#include "model/key/units.h"

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// The names that the simulator gives a meaning, so that the scenario file need not know it.
struct KnownNames
{
    std::vector<std::string> designs;
    std::vector<std::string> controlPlanes;
    std::vector<std::string> encapsulations;
    std::vector<std::string> changes;
    std::vector<std::string> attacks;
    std::vector<std::string> monitors;
    std::vector<std::string> middleboxes;
    std::vector<std::string> costs;
    std::vector<std::string> costPresets;
};

/// The least and the most that a number may be, both accepted.
template <class T>
struct Bounds
{
    T least;
    T most;
};

using Range = Bounds<uint64_t>;

/// What a key is, beside its value.
struct Key
{
    /// Another key of the same table must have this value.
    struct Condition
    {
        std::string_view key;
        std::string_view wanted;
        std::string_view actual;
    };

    std::string_view name;
    std::string_view description; ///< one line
    bool required{false};
    std::string_view fallback{}; ///< the default in words, where it is not a constant
    std::optional<Condition> condition{};
    std::string_view namedBy{}; ///< of Names(): tables beside it, whose names are accepted, too

    Key Required() const
    {
        Key key = *this;
        key.required = true;
        return key;
    }

    Key Default(std::string_view words) const
    {
        Key key = *this;
        key.fallback = words;
        return key;
    }

    /// Who checks names across keys knows those of the tables: no visitor does.
    Key OrNamedBy(std::string_view tables) const
    {
        Key key = *this;
        key.namedBy = tables;
        return key;
    }

    Key OnlyWith(Condition needed) const
    {
        Key key = *this;
        key.condition = needed;
        return key;
    }

    bool Applies() const
    {
        return !condition || condition->wanted == condition->actual;
    }
};

/**
 * @brief Is told each key of the scenario file with its type, what it accepts and its value.
 *
 * A visitor reads the value (the writer of the resolved file) or sets it (the parser). On entry the
 * value is the default, or what an earlier visitor set.
 */
class KeyVisitor
{
  public:
    /// @param known outlives the visitor
    explicit KeyVisitor(const KnownNames& known)
        : m_known(known)
    {
    }

    virtual ~KeyVisitor() = default;

    const KnownNames& Known() const
    {
        return m_known;
    }

    /// @return whether to visit the keys of kinds that are not chosen, too, as a manual has to
    virtual bool WantsEveryKind() const
    {
        return false;
    }

    /// Any text.
    virtual void Text(const Key& key, std::string& value) = 0;
    /// One of some words.
    virtual void Word(const Key& key,
                      std::string& value,
                      const std::vector<std::string>& accepted) = 0;
    /// A number with decimals.
    virtual void Number(const Key& key, double& value, Bounds<double> range) = 0;
    /// True or false.
    virtual void Flag(const Key& key, bool& value) = 0;
    /// A list of different names, at least one.
    virtual void Names(const Key& key,
                       std::vector<std::string>& value,
                       const std::vector<std::string>& accepted) = 0;
    /// A table of numbers, at least 0, under any of the accepted names. Others stand behind them: those of
    /// the sources, presets and files by name, of which a later one goes before an earlier one. The sources
    /// are the key `use` of the table, or its only content, then written in its place.
    /// @param others visits the other keys of the table
    virtual void NumberTable(const Key& key,
                             std::map<std::string, double>& value,
                             std::vector<std::string>& sources,
                             const std::vector<std::string>& accepted,
                             const std::function<void()>& others) = 0;

    template <std::unsigned_integral T>
    void Integer(const Key& key, T& value, Range range)
    {
        Narrow(value, [&](uint64_t& wide) { VisitInteger(key, wide, range); });
    }

    template <std::unsigned_integral T>
    void Duration(const Key& key, T& value, Range range)
    {
        Narrow(value, [&](uint64_t& wide) { VisitQuantity(key, wide, kDurations, range); });
    }

    template <std::unsigned_integral T>
    void Rate(const Key& key, T& value, Range range)
    {
        Narrow(value, [&](uint64_t& wide) { VisitQuantity(key, wide, kRates, range); });
    }

    template <std::unsigned_integral T>
    void Size(const Key& key, T& value, Range range)
    {
        Narrow(value, [&](uint64_t& wide) { VisitQuantity(key, wide, kSizes, range); });
    }

    /// A word for each value of an enumeration, or of a bool.
    template <class T>
    void Choice(const Key& key, T& value, const std::vector<std::pair<std::string, T>>& options)
    {
        std::string chosen;
        std::vector<std::string> words;
        for (const auto& [word, meaning] : options)
        {
            words.push_back(word);
            chosen = meaning == value ? word : chosen;
        }
        Word(key, chosen, words);
        value = options[std::find(words.begin(), words.end(), chosen) - words.begin()].second;
    }

    /// A table that is always there: where the file lacks it, all its keys have their defaults.
    template <class Visit>
    void Table(const Key& key, Visit visit)
    {
        if (EnterTable(key))
        {
            visit();
            LeaveTable();
        }
    }

    /// A table that may be absent.
    template <class T, class Visit>
    void OptionalTable(const Key& key, std::optional<T>& value, Visit visit)
    {
        if (EnterOptionalTable(key, value.has_value()))
        {
            visit(value ? *value : value.emplace());
            LeaveTable();
        }
    }

    /// Any number of tables alike.
    template <class T, class Visit>
    void Tables(const Key& key, std::vector<T>& values, Visit visit)
    {
        values.resize(CountTables(key, values.size()));
        for (size_t i = 0; i < values.size(); ++i)
        {
            if (EnterTableOf(key, i))
            {
                visit(values[i]);
                LeaveTable();
            }
        }
    }

  protected:
    virtual void VisitInteger(const Key& key, uint64_t& value, Range range) = 0;
    virtual void VisitQuantity(const Key& key,
                               uint64_t& value,
                               const UnitFamily& units,
                               Range range) = 0;
    /// @return whether to visit the keys of the table; LeaveTable follows only then
    virtual bool EnterTable(const Key& key) = 0;
    virtual bool EnterOptionalTable(const Key& key, bool present) = 0;
    virtual size_t CountTables(const Key& key, size_t present) = 0;
    virtual bool EnterTableOf(const Key& key, size_t index) = 0;
    virtual void LeaveTable() = 0;

  private:
    /// Lends a value as 64 bits; ranges keep what comes back within the type.
    template <class T, class Visit>
    static void Narrow(T& value, Visit visit)
    {
        uint64_t wide = value;
        visit(wide);
        value = static_cast<T>(wide);
    }

    const KnownNames& m_known;
};

} // namespace ns3::vnlab

#endif // VNLAB_SCENARIO_KEYS_H
