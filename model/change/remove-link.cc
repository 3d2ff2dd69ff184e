// SPDX-License-Identifier: GPL-2.0-only
//
// remove-link: two VMs lose what links them, on every path.

#include "model/change/link-ends.h"
#include "model/dice.h"
#include "model/spec/steering.h"

namespace ns3::vnlab
{

namespace
{

const DicePurpose kRemoveLinkWhich{"remove-link.which"};

class RemoveLink : public ChangeKind
{
  public:
    std::string_view Name() const override
    {
        return "remove-link";
    }

    std::string_view Description() const override
    {
        return "a virtual link goes";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<LinkEndKeys>();
    }

    std::optional<ChangeObjection> Objection(const std::string& tenant,
                                             const Specification& before,
                                             const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const LinkEndKeys&>(keys);
        const auto objection = ObjectionToEnds(tenant, before, own);
        if (objection || !PairsWithLink(before, own).empty())
        {
            return objection;
        }
        return ChangeObjection{"b",
                               "is \"" + own.b + "\", a is \"" + own.a + "\": no such two VMs of " +
                                   tenant + " have a link; accepted is a pair with one"};
    }

    std::shared_ptr<const Specification> Wanted(const Specification& before,
                                                const OwnKeys& keys,
                                                uint64_t seed) const override
    {
        const std::vector<VmPair> pairs =
            PairsWithLink(before, dynamic_cast<const LinkEndKeys&>(keys));
        const auto count = static_cast<uint32_t>(pairs.size());
        const auto [a, b] = pairs.at(Dice(seed, 0).Below(count, kRemoveLinkWhich, 0, 0));
        auto after = std::make_shared<Specification>(before);
        remove_edge(a, b, after->graph);
        RemoveBrokenChains(*after);
        return after;
    }
};

const ChangeKindRegistration kRemoveLink{std::make_unique<RemoveLink>()};

} // namespace

} // namespace ns3::vnlab
