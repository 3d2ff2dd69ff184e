// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TABLE_H
#define VNLAB_TABLE_H

#include "model/hook/bpf/native-map.h"
#include "model/rule/rule-names.h"
#include "model/rule/rule.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// A rule in words, as the VM reads it that it concerns.
struct RuleLine
{
    std::string text;
    std::optional<VmId> about; ///< the VM that it names
};

/// Whom a rule concerns.
struct RuleAudience
{
    enum class Kind : uint8_t
    {
        kHooks,   ///< of: VnicId, whose hooks hold it
        kHost,    ///< of: VmId, for which a host holds it
        kFabric,  ///< of: VmId, for which the fabric's switches hold it
        kSegment, ///< of: VNI: all VMs of the segment on the host that holds it
    };

    Kind kind;
    uint32_t of;
};

/// What a rule is for. Designs save one or the other.
enum class RulePurpose : uint8_t
{
    kLocation,   ///< who is where: changes as VMs move
    kPermission, ///< who may speak with whom: changes with what tenants want
    kTunnel,     ///< how frames between two ends are carried
    kSteering,   ///< what packets of service chains pass on their way
};

/// Where a rule meets a packet.
enum class RuleRole : uint8_t
{
    kIngress,  ///< at its sender's place: decides whether it is let in, and to where
    kInternal, ///< at places further on: meets what others have let in
};

/**
 * @brief The fields of a rule that a person would type who writes it at its place by hand, by name.
 *
 * A field is typed where somebody has to look its value up or choose it. Not typed are what the place
 * knows of itself, what is the same at every place, and what the rule's other fields make meaningless.
 */
struct TypedFields
{
    std::vector<std::string_view> key; ///< literals; they also erase the rule
    std::vector<std::string_view> value;
};

/**
 * @brief A kind of rule, described once: what it says, and to whom.
 *
 * A table has a TableId of its own and plain structs for key and value (model/rule/tables.h). To add
 * one, write those, a subclass and a TableRegistration. Stateless.
 */
class Table
{
  public:
    Table(TableId id, RulePurpose purpose, TypedFields typed, RuleRole role = RuleRole::kInternal)
        : m_id(id),
          m_purpose(purpose),
          m_typed(std::move(typed)),
          m_role(role)
    {
    }

    virtual ~Table() = default;

    TableId Id() const
    {
        return m_id;
    }

    RulePurpose Purpose() const
    {
        return m_purpose;
    }

    /// @return what an entry is for; Purpose(), unless a table overrides it
    virtual RulePurpose PurposeOf(const RuleBytes& key) const;

    /// @return where its rules meet packets; those that do both are internal
    RuleRole Role() const
    {
        return m_role;
    }

    /// @return the rule in words. The VM itself and ids of its tunnels are left out, so that rules
    ///         about one peer have the same text at every VM
    /// @param reader one end, where the rule is about two VMs
    /// @throws std::logic_error where its key or value is not of this table
    virtual RuleLine Text(const Rule& rule, VmId reader, const RuleNames& names) const = 0;

    virtual std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const = 0;

    /**
     * @name The typed fields of one rule
     * All of TypedFields, unless a table overrides them: fewer where an entry needs fewer, such as no
     * number for a tunnel that has none.
     * @return names that live as long as the table
     * @{
     */
    virtual std::span<const std::string_view> KeyFields(const RuleBytes& key) const;
    virtual std::span<const std::string_view> ValueFields(const Rule& rule) const;
    /** @} */

    /// @return the map that hooks hold the entries in, or nullptr: it is no hooks' table
    virtual const vnlab_map* Map() const;

  protected:
    const TypedFields& AllFields() const
    {
        return m_typed;
    }

  private:
    TableId m_id;
    RulePurpose m_purpose;
    TypedFields m_typed;
    RuleRole m_role;
};

/// Makes a table known by its number: one static object for each.
class TableRegistration
{
  public:
    /// @throws std::logic_error where the number is taken, which ends the program before main
    explicit TableRegistration(std::unique_ptr<const Table> table);
};

/// @return the table, or nullptr
const Table* FindTable(TableId id);

/// @return the table. @throws std::logic_error where none has this number
const Table& TableOf(TableId id);

/// @return all tables, by number
std::vector<const Table*> AllTables();

} // namespace ns3::vnlab

#endif // VNLAB_TABLE_H
