// SPDX-License-Identifier: GPL-2.0-only
//
// churn: changes of another kind that come at random times, as a Poisson process.

#include "model/change/change-kind.h"

namespace ns3::vnlab
{

namespace
{

constexpr std::string_view kChurnName = "churn";
constexpr Bounds<double> kRates{1e-6, 1e6};
constexpr uint64_t kLongest_ns = 1'000 * kHour_ns; // as a run can be

struct ChurnKeys : KeysOf<ChurnKeys>
{
    std::string of;
    double rate_hz{0};
    uint64_t until_ns{kLongest_ns};
    KeysByKind keys; ///< of the kinds that may arrive

    void Visit(KeyVisitor& visitor, const Key& like) override
    {
        std::vector<std::string> kinds = visitor.Known().changes;
        std::erase(kinds, kChurnName);
        visitor.Word(Named(like, "of", "kind of the changes that arrive").Required(), of, kinds);
        visitor.Number(
            Named(like,
                  "rate",
                  "mean number of arrivals per second; each is of one of the tenants, at "
                  "random among those of which it can be made")
                .Required(),
            rate_hz,
            kRates);
        visitor.Duration(Named(like, "until", "end of the arrivals").Default("the end of the run"),
                         until_ns,
                         {0, kLongest_ns});
        keys.VisitTables(visitor, "of", of, "keys of the changes that arrive");
    }
};

class Churn : public ChangeKind
{
  public:
    std::string_view Name() const override
    {
        return kChurnName;
    }

    std::string_view Description() const override
    {
        return "changes of another kind arrive at random times, as a Poisson process";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        auto own = std::make_unique<ChurnKeys>();
        for (const ChangeKind* kind : AllChangeKinds())
        {
            if (kind != this)
            {
                own->keys.Add(kind->Name(), kind->MakeKeys());
            }
        }
        return own;
    }

    ChangeOf Of(const OwnKeys& keys) const override
    {
        const auto arrivals = StandsFor(keys);
        return arrivals ? arrivals->kind.Of(arrivals->keys) : ChangeOf::kTenant;
    }

    NamedSpecification* Named(OwnKeys& keys) const override
    {
        auto& own = dynamic_cast<ChurnKeys&>(keys);
        const ChangeKind* kind = FindChangeKind(own.of);
        return kind && kind != this ? kind->Named(own.keys.Of(own.of)) : nullptr;
    }

    std::optional<std::string> Shortfall(const Design& design, const OwnKeys& keys) const override
    {
        const auto arrivals = StandsFor(keys);
        return arrivals ? arrivals->kind.Shortfall(design, arrivals->keys) : std::nullopt;
    }

    bool DrawsVms(const OwnKeys&) const override
    {
        return true;
    }

    std::optional<Arrivals> StandsFor(const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const ChurnKeys&>(keys);
        const ChangeKind* kind = FindChangeKind(own.of);
        if (!kind || kind == this)
        {
            return std::nullopt;
        }
        return Arrivals{*kind, own.keys.Of(own.of), own.rate_hz, own.until_ns};
    }
};

const ChangeKindRegistration kChurn{std::make_unique<Churn>()};

} // namespace

} // namespace ns3::vnlab
