// SPDX-License-Identifier: GPL-2.0-only
//
// resubmit: the tenant submits another specification.

#include "model/change/resubmit.h"

namespace ns3::vnlab
{

void
ResubmitKeys::Visit(KeyVisitor& keys, const Key& like)
{
    VisitSource(keys, specification.source, like);
}

namespace
{

class Resubmit : public ChangeKind
{
  public:
    std::string_view Name() const override
    {
        return "resubmit";
    }

    std::string_view Description() const override
    {
        return "another specification in place of the tenant's";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<ResubmitKeys>();
    }

    NamedSpecification* Named(OwnKeys& keys) const override
    {
        return &dynamic_cast<ResubmitKeys&>(keys).specification;
    }

    std::shared_ptr<const Specification> Wanted(const Specification&,
                                                const OwnKeys& keys,
                                                uint64_t) const override
    {
        return dynamic_cast<const ResubmitKeys&>(keys).specification.read;
    }
};

const ChangeKindRegistration kResubmit{std::make_unique<Resubmit>()};

} // namespace

} // namespace ns3::vnlab
