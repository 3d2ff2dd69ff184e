// SPDX-License-Identifier: GPL-2.0-only
//
// add-link: two VMs without a link get one, on the first path that both are on.

#include "model/change/allow-key.h"
#include "model/change/link-ends.h"
#include "model/spec/label-values.h"
#include "model/spec/spec-traversal.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

struct AddLinkKeys : KeysOf<AddLinkKeys>
{
    LinkEndKeys ends;
    std::string allow; ///< empty: everything

    void Visit(KeyVisitor& keys, const Key& like) override
    {
        ends.Visit(keys, like);
        VisitAllow(keys, like, allow);
    }
};

/// @return the first path that both VMs are on, or else the first of all
uint32_t
SharedPath(const Specification& specification, size_t a, size_t b)
{
    const Extraction extraction = ExtractSpecification(specification);
    const std::vector<uint32_t>& paths = extraction.pathsOfVm[b];
    const auto shared = std::ranges::find_first_of(extraction.pathsOfVm[a], paths);
    return shared == extraction.pathsOfVm[a].end() ? 0 : *shared;
}

class AddLink : public ChangeKind
{
  public:
    std::string_view Name() const override
    {
        return "add-link";
    }

    std::string_view Description() const override
    {
        return "a virtual link comes";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<AddLinkKeys>();
    }

    std::optional<ChangeObjection> Objection(const std::string& tenant,
                                             const Specification& before,
                                             const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const AddLinkKeys&>(keys);
        if (auto objection = ObjectionToAllow(own.allow))
        {
            return objection;
        }
        const auto objection = ObjectionToEnds(tenant, before, own.ends);
        if (objection || DrawPairWithoutLink(before, own.ends, 0))
        {
            return objection;
        }
        return ChangeObjection{
            "b",
            "is \"" + own.ends.b + "\", a is \"" + own.ends.a + "\": all such pairs of VMs of " +
                tenant + " have a link, or may not have one; accepted is a pair without one"};
    }

    std::shared_ptr<const Specification> Wanted(const Specification& before,
                                                const OwnKeys& keys,
                                                uint64_t seed) const override
    {
        const auto& own = dynamic_cast<const AddLinkKeys&>(keys);
        const auto [a, b] = DrawPairWithoutLink(before, own.ends, seed).value();
        auto after = std::make_shared<Specification>(before);
        const uint32_t path = SharedPath(before, a, b);
        add_edge(a, b, LinkSpec{path, ServicesIn(own.allow)}, after->graph);
        return after;
    }
};

const ChangeKindRegistration kAddLink{std::make_unique<AddLink>()};

} // namespace

} // namespace ns3::vnlab
