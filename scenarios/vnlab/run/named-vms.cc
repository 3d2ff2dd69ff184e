// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/named-vms.h"

#include "model/cloud/cloud-names.h"

#include <optional>

namespace ns3::vnlab
{

namespace
{

/// Reads the texts and leaves everything else.
class NameReader : public KeyVisitor
{
  public:
    NameReader(const CloudPlan& plan, const KnownNames& known)
        : KeyVisitor(known),
          m_plan(plan)
    {
    }

    void Text(const Key&, std::string& value) override
    {
        if (const std::optional<VmId> vm = FindVm(m_plan, value))
        {
            found.push_back(*vm);
        }
    }

    void Word(const Key&, std::string&, const std::vector<std::string>&) override
    {
    }

    void Number(const Key&, double&, Bounds<double>) override
    {
    }

    void Names(const Key&, std::vector<std::string>&, const std::vector<std::string>&) override
    {
    }

    void NumberTable(const Key&,
                     std::map<std::string, double>&,
                     std::string&,
                     const std::vector<std::string>&) override
    {
    }

    std::vector<VmId> found;

  protected:
    void VisitInteger(const Key&, uint64_t&, Range) override
    {
    }

    void VisitQuantity(const Key&, uint64_t&, const UnitFamily&, Range) override
    {
    }

    bool EnterTable(const Key&) override
    {
        return true;
    }

    bool EnterOptionalTable(const Key&, bool present) override
    {
        return present;
    }

    size_t CountTables(const Key&, size_t present) override
    {
        return present;
    }

    bool EnterTableOf(const Key&, size_t) override
    {
        return true;
    }

    void LeaveTable() override
    {
    }

  private:
    const CloudPlan& m_plan;
};

} // namespace

std::vector<VmId>
NamedVms(const CloudPlan& plan, KeysByKind keys, const std::string& kind)
{
    const KnownNames none;
    NameReader reader(plan, none);
    keys.Visit(reader, "kind", kind);
    return reader.found;
}

} // namespace ns3::vnlab
