// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/report/recording-json.h"

#include "analysis/report/page-json.h"
#include "analysis/style/visible-text.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

namespace ns3::vnlab
{

namespace
{

template <class Items, class Function>
Json
ArrayOf(const Items& items, const Function& value)
{
    Json list = Json::array();
    std::ranges::transform(items, std::back_inserter(list), value);
    return list;
}

template <class Value>
Json
OrNull(const std::optional<Value>& value)
{
    return value ? Json(*value) : Json();
}

/// @param numbers ascending
Json
Ranges(const std::vector<uint32_t>& numbers)
{
    Json ranges = Json::array();
    uint32_t next = 0;
    for (size_t i = 0; i < numbers.size();)
    {
        size_t end = i + 1;
        while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1)
        {
            ++end;
        }
        ranges.push_back(numbers[i] - next);
        ranges.push_back(end - i);
        next = numbers[end - 1] + 1;
        i = end;
    }
    return ranges;
}

Json
AttemptsJson(const std::vector<RecordedAttempt>& attempts)
{
    Json rising = Json::array();
    std::string outcomes;
    int64_t before = 0;
    for (const RecordedAttempt& attempt : attempts)
    {
        rising.push_back(attempt.at_us - before);
        before = attempt.at_us;
        outcomes += static_cast<char>('0' + static_cast<int>(attempt.outcome));
    }
    return {{"t", rising},
            {"attack", ArrayOf(attempts, &RecordedAttempt::attack)},
            {"from", ArrayOf(attempts, &RecordedAttempt::from)},
            {"to", ArrayOf(attempts, &RecordedAttempt::to)},
            {"outcome", outcomes}};
}

Json
LinksJson(const std::vector<RecordedLink>& links)
{
    return ArrayOf(links,
                   [](const RecordedLink& link) {
                       return Json{link.a, link.b, OrNull(link.effective_us)};
                   });
}

Json
ChangeJson(const RecordedChange& change)
{
    return {{"at", change.at_us},
            {"acked", OrNull(change.acked_us)},
            {"tenant", OrNull(change.tenant)},
            {"added", LinksJson(change.added)},
            {"removed", LinksJson(change.removed)},
            {"came", change.came},
            {"went", change.went}};
}

Json
RulesJson(const RecordedRules& rules)
{
    return {{"texts", ArrayOf(rules.texts, VisibleText)},
            {"lists",
             ArrayOf(rules.lists,
                     [](const RecordedRules::List& list) {
                         return Json{VisibleText(list.place), Ranges(list.texts)};
                     })},
            {"of", rules.listsOf}};
}

} // namespace

std::string
CloudJson(const RecordedCloud& cloud)
{
    using Vm = RecordedCloud::Vm;
    std::vector<uint32_t> later;
    for (uint32_t vm = 0; vm < cloud.vms.size(); ++vm)
    {
        if (!cloud.vms[vm].atStart)
        {
            later.push_back(vm);
        }
    }
    const auto addresses = [](const Vm& vm)
    {
        std::string text;
        for (const std::string& address : vm.addresses)
        {
            text += (text.empty() ? "" : ", ") + address;
        }
        return text;
    };
    return Dump({{"datacenters", cloud.datacenters},
                 {"racks", cloud.racks},
                 {"hosts", cloud.hostsPerRack},
                 {"tenants", ArrayOf(cloud.tenants, VisibleText)},
                 {"name", ArrayOf(cloud.vms, [](const Vm& vm) { return VisibleText(vm.name); })},
                 {"tenant", ArrayOf(cloud.vms, &Vm::tenant)},
                 {"host", ArrayOf(cloud.vms, &Vm::host)},
                 {"address", ArrayOf(cloud.vms, addresses)},
                 {"later", Ranges(later)}});
}

std::string
RecordingJson(const Recording& recording)
{
    const auto attack = [](const RecordedAttack& of)
    {
        return Json{{"label", VisibleText(of.label)},
                    {"attempts", of.attempts},
                    {"delivered", of.delivered},
                    {"cut", OrNull(of.cut_us)}};
    };
    const auto fall = [](const RecordedFall& of) {
        return Json{of.at_us, of.attack, of.vm, OrNull(of.by)};
    };
    const auto reach = [](const RecordedReach& of)
    {
        return Json{{"capability", of.capability},
                    {"sets", ArrayOf(of.reachers.sets, Ranges)},
                    {"of", of.reachers.setOf}};
    };
    return Dump({{"duration", recording.duration_us},
                 {"attacks", ArrayOf(recording.attacks, attack)},
                 {"attempts", AttemptsJson(recording.attempts)},
                 {"falls", ArrayOf(recording.falls, fall)},
                 {"changes", ArrayOf(recording.changes, ChangeJson)},
                 {"reach", ArrayOf(recording.reach, reach)},
                 {"rules", RulesJson(recording.rules)}});
}

} // namespace ns3::vnlab
