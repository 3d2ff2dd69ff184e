// SPDX-License-Identifier: GPL-2.0-only
//
// add-vm: a tenant wants one VM more, with links to VMs that are named, or with those of a VM that it is
// like.

#include "model/change/allow-key.h"
#include "model/change/vm-key.h"
#include "model/dice.h"
#include "model/spec/label-values.h"
#include "model/spec/spec-constraints.h"
#include "model/spec/spec-traversal.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <set>

namespace ns3::vnlab
{

namespace
{

constexpr const char* kNew = "new";

const DicePurpose kLikeWhich{"add-vm.like-which"};

struct AddVmKeys : KeysOf<AddVmKeys>
{
    std::string vm{kNew};
    std::string links; ///< names
    std::string likeWhom;
    std::string allow; ///< by its links; empty: everything

    void Visit(KeyVisitor& keys, const Key& common) override
    {
        keys.Text(
            Named(common,
                  "vm",
                  "name of the VM that comes, which none of the tenant's has, or \"new\": the "
                  "first of new-1, new-2 … that none has"),
            vm);
        keys.Text(Named(common,
                        "links",
                        "VMs that it gets a link with, between spaces or commas, each on the first "
                        "path that it is on")
                      .Default("or: like"),
                  links);
        keys.Text(
            Named(common,
                  "like",
                  "a VM whose role, limits and links, with their services, it gets: its name, "
                  "or \"random\"")
                .Default("or: links"),
            likeWhom);
        VisitAllow(keys, common, allow);
    }
};

std::string
NameOfNew(const SpecGraph& graph, const std::string& wanted)
{
    std::set<std::string> taken;
    for (const VmVertex vm : boost::make_iterator_range(vertices(graph)))
    {
        taken.insert(graph[vm].name);
    }
    std::string name = wanted;
    for (uint32_t number = 1; wanted == kNew && number <= taken.size() + 1; ++number)
    {
        name = "new-" + std::to_string(number);
        if (!taken.contains(name))
        {
            break;
        }
    }
    return name;
}

/// The links that a new VM gets, and what it is beside them.
struct Newcomer
{
    VmSpec vm;
    std::vector<std::pair<VmVertex, LinkSpec>> links; ///< with whom
};

Newcomer
LikeOf(const SpecGraph& graph, VmVertex like, const std::string& name)
{
    Newcomer newcomer{.vm = graph[like], .links = {}};
    newcomer.vm.name = name;
    for (const auto link : boost::make_iterator_range(out_edges(like, graph)))
    {
        const VmVertex peer = target(link, graph);
        newcomer.links.emplace_back(peer, graph[link]);
        if ((graph[like].name < graph[peer].name) != (name < graph[peer].name))
        {
            std::ranges::reverse(newcomer.links.back().second.via);
        }
    }
    return newcomer;
}

Newcomer
LinkedWith(const Specification& before, const AddVmKeys& keys, const std::string& name)
{
    const Extraction extraction = ExtractSpecification(before);
    Newcomer newcomer{.vm = {.name = name, .role = "", .maxLinks = {}, .deny = {}}, .links = {}};
    for (const std::string& peer : SplitWords(keys.links))
    {
        const VmVertex vm = MeantVms(before.graph, peer).front();
        newcomer.links.emplace_back(
            vm, LinkSpec{extraction.pathsOfVm[vm].front(), ServicesIn(keys.allow)});
    }
    return newcomer;
}

/// @return those that the keys may mean, one or, where chance decides, several
std::vector<Newcomer>
NewcomersOf(const Specification& before, const AddVmKeys& keys)
{
    const std::string name = NameOfNew(before.graph, keys.vm);
    if (keys.likeWhom.empty())
    {
        return {LinkedWith(before, keys, name)};
    }
    std::vector<Newcomer> all;
    for (const VmVertex like : MeantVms(before.graph, keys.likeWhom))
    {
        all.push_back(LikeOf(before.graph, like, name));
    }
    return all;
}

/// @return those of them whose links neither `deny` nor `max_links` forbids
std::vector<Newcomer>
Permitted(const Specification& before, std::vector<Newcomer> newcomers)
{
    SpecGraph graph = before.graph;
    const VmVertex added = add_vertex(graph);
    std::erase_if(newcomers,
                  [&](const Newcomer& newcomer)
                  {
                      graph[added] = newcomer.vm;
                      return std::ranges::any_of(newcomer.links,
                                                 [&](const auto& link) {
                                                     return link.second.via.empty() &&
                                                            !MayBeLinked(graph, added, link.first);
                                                 });
                  });
    return newcomers;
}

std::optional<ChangeObjection>
ObjectionToLinks(const std::string& tenant, const Specification& before, const AddVmKeys& keys)
{
    std::set<std::string> seen;
    for (const std::string& peer : SplitWords(keys.links))
    {
        if (peer == "random" || MeantVms(before.graph, peer).empty())
        {
            return ChangeObjection{"links",
                                   "has \"" + peer + "\", which is no VM of " + tenant +
                                       " at that time; accepted are names of its VMs"};
        }
        if (!seen.insert(peer).second)
        {
            return ChangeObjection{"links", "has \"" + peer + "\" twice"};
        }
    }
    return ObjectionToAllow(keys.allow);
}

/// @return what is wrong with the keys beside each other
std::optional<ChangeObjection>
ObjectionToChoice(const AddVmKeys& keys)
{
    const bool isEmpty = SplitWords(keys.links).empty();
    if (isEmpty == keys.likeWhom.empty())
    {
        return ChangeObjection{"links",
                               isEmpty ? "is missing, and so is like; accepted is one of the two"
                                       : "stands beside like; accepted is one of the two"};
    }
    if (!keys.likeWhom.empty() && !keys.allow.empty())
    {
        return ChangeObjection{
            "allow",
            "stands beside like, whose links say what they permit; accepted is with links"};
    }
    return std::nullopt;
}

class AddVmKind : public ChangeKind
{
  public:
    std::string_view Name() const override
    {
        return "add-vm";
    }

    std::string_view Description() const override
    {
        return "a VM comes, with virtual links";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<AddVmKeys>();
    }

    std::optional<ChangeObjection> Objection(const std::string& tenant,
                                             const Specification& before,
                                             const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const AddVmKeys&>(keys);
        const bool isNamed = own.vm != kNew;
        if (own.vm.empty() || (isNamed && !MeantVms(before.graph, own.vm).empty()))
        {
            return ChangeObjection{"vm",
                                   "is \"" + own.vm + "\"; accepted is a name that no VM of " +
                                       tenant + " has at that time, or \"new\""};
        }
        auto objection = ObjectionToChoice(own);
        objection = objection            ? objection
                  : own.likeWhom.empty() ? ObjectionToLinks(tenant, before, own)
                                         : ObjectionToVm("like", own.likeWhom, tenant, before);
        if (objection || !Permitted(before, NewcomersOf(before, own)).empty())
        {
            return objection;
        }
        return own.likeWhom.empty()
                 ? ChangeObjection{"links",
                                   "has a VM that denies \"" + own.vm +
                                       "\", or has as many links as its max_links accepts"}
                 : ChangeObjection{"like",
                                   "is \"" + own.likeWhom +
                                       "\", which has a link with a VM that has as many as its "
                                       "max_links accepts, or denies the new one"};
    }

    std::shared_ptr<const Specification> Wanted(const Specification& before,
                                                const OwnKeys& keys,
                                                uint64_t seed) const override
    {
        const auto& own = dynamic_cast<const AddVmKeys&>(keys);
        const std::vector<Newcomer> all = Permitted(before, NewcomersOf(before, own));
        const auto count = static_cast<uint32_t>(all.size());
        const Newcomer& newcomer = all.at(Dice(seed, 0).Below(count, kLikeWhich, 0, 0));
        auto after = std::make_shared<Specification>(before);
        const VmVertex added = add_vertex(newcomer.vm, after->graph);
        for (const auto& [peer, link] : newcomer.links)
        {
            add_edge(added, peer, link, after->graph);
        }
        return after;
    }
};

const ChangeKindRegistration kAddVm{std::make_unique<AddVmKind>()};

} // namespace

} // namespace ns3::vnlab
