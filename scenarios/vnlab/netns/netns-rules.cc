// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/netns/netns-rules.h"

#include "model/hook/hook-program.h"
#include "model/rule/table.h"
#include "model/spec/ipv4-prefix.h"

#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

namespace
{

void
AppendHex(const RuleBytes& bytes, std::vector<std::string>& words)
{
    constexpr std::string_view digits = "0123456789abcdef";
    words.emplace_back("hex");
    for (const uint8_t byte : bytes.Bytes())
    {
        words.push_back({digits[byte >> 4], digits[byte & 15]});
    }
}

/// @return the program of LinkWire whose map it is, or nullptr
const HookProgram*
ProgramOf(const vnlab_map& map)
{
    for (const auto& [owned, program] : {std::pair(&steer_map, &kEncapsulateProgram),
                                         std::pair(&encap_map, &kEncapsulateProgram),
                                         std::pair(&decap_map, &kDecapsulateProgram),
                                         std::pair(&whitelist_map, &kWhitelistProgram)})
    {
        if (owned == &map)
        {
            return program;
        }
    }
    return nullptr;
}

/// @return `bpftool map VERB` on the map of a rule
ShellCommand
MapCommand(const NetnsNames& names, const char* verb, const RuleKey& key)
{
    const VnicId vnic{key.at.index};
    const vnlab_map* map = TableOf(key.table).Map();
    const HookProgram* program = map ? ProgramOf(*map) : nullptr;
    if (!program)
    {
        throw std::logic_error("a rule of a VM's hooks for a table that they do not have");
    }
    const std::string path = names.Map(vnic, program->name, map->name);
    ShellCommand command =
        MakeShellCommand(std::string("bpftool map ") + verb + " pinned " + path + " key");
    AppendHex(key.key, command.words);
    return command;
}

} // namespace

NetnsRules::NetnsRules(const NetnsNames& names)
    : m_names(names)
{
}

ShellCommand
NetnsRules::Route(const char* verb, const RuleKey& key) const
{
    if (key.at.kind != PlaceKind::kHostSwitch || key.table != TableId::kPortAddress)
    {
        throw std::logic_error("a rule for a place that a network in namespaces does not have");
    }
    const auto port = key.key.As<PortAddressKey>();
    return MakeShellCommand("ip -n " + m_names.Of(HostId{key.at.index}) + " route " + verb + " " +
                            FormatIpv4(port.address) + "/32");
}

ShellCommand
NetnsRules::Write(const Rule& rule) const
{
    if (rule.where.at.kind == PlaceKind::kVmHook)
    {
        ShellCommand command = MapCommand(m_names, "update", rule.where);
        command.words.emplace_back("value");
        AppendHex(rule.value, command.words);
        return command;
    }
    ShellCommand command = Route("replace", rule.where);
    const auto port = rule.value.As<PortAddressValue>();
    command.words.insert(command.words.end(), {"dev", NetnsNames::Port(port.vnic)});
    return command;
}

ShellCommand
NetnsRules::Erase(const RuleKey& key) const
{
    return key.at.kind == PlaceKind::kVmHook ? MapCommand(m_names, "delete", key)
                                             : Route("del", key);
}

ShellCommand
NetnsRules::Lookup(const RuleKey& key) const
{
    return key.at.kind == PlaceKind::kVmHook ? MapCommand(m_names, "lookup", key)
                                             : Route("show", key);
}

std::vector<ShellCommand>
NetnsRules::Apply(const RuleDelta& delta) const
{
    std::vector<ShellCommand> commands;
    for (const RuleKey& key : delta.erased)
    {
        commands.push_back(Erase(key));
    }
    for (const Rule& rule : delta.written)
    {
        commands.push_back(Write(rule));
    }
    return commands;
}

} // namespace ns3::vnlab
