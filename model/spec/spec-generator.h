// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPEC_GENERATOR_H
#define VNLAB_SPEC_GENERATOR_H

#include "model/key/own-keys.h"
#include "model/key/registry.h"
#include "model/spec/specification.h"

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// The most VMs that a scenario file can ask for.
inline constexpr uint64_t kMostVms = 1'000'000;

/// What to generate.
struct GeneratorRequest
{
    std::string kind; ///< a name from AllGenerators()
    uint32_t vms{0};  ///< how many VMs
    TunnelProtocol protocol{TunnelProtocol::kVxlan};
    uint64_t seed{1};  ///< of kinds that draw
    KeysByKind keys{}; ///< the kinds' own; a kind that is not among them has its defaults
};

/// Why a request cannot be met, and which of its keys is to blame.
class GeneratorRefusal : public std::invalid_argument
{
  public:
    /// @param key "vms" or one of the kind's own
    /// @param problem "is …; accepted …"
    GeneratorRefusal(const GeneratorRequest& request, std::string key, std::string problem);

    const std::string& BlamedKey() const
    {
        return m_key;
    }

    const std::string& Problem() const
    {
        return m_problem;
    }

  private:
    std::string m_key;
    std::string m_problem;
};

/// What a generator says of a specification before it makes it, and keeps.
struct GeneratedShape
{
    uint64_t links{0};
    uint32_t parts{1}; ///< without a link between them; 1: from each VM there is a way to each
};

/**
 * @brief A generator of specifications: a shape of a tenant's network, of any size.
 *
 * To add one, write a file with a subclass and a GeneratorRegistration; `generate = { kind = … }`
 * then knows it by its name. Stateless: a specification is a function of the request and the keys,
 * and the same on every machine.
 */
class Generator
{
  public:
    virtual ~Generator() = default;

    /// @return the name in scenario files, such as "ring"
    virtual std::string_view Name() const = 0;

    /// @return one line for `vnlab list`
    virtual std::string_view Description() const = 0;

    /// @return the keys of its own in `generate`, with their defaults
    virtual std::unique_ptr<OwnKeys> MakeKeys() const;

    /// @return whether it draws, from the request's seed: only then `generate` has the key `seed`
    virtual bool Draws() const;

    /// @return how many VMs the shape needs
    virtual uint32_t LeastVms() const;

    /**
     * @brief States the invariants of what Generate() makes; tests hold it to them at all sizes.
     * @param request and keys as Generate() accepts them
     */
    virtual GeneratedShape Promise(const GeneratorRequest& request, const OwnKeys& keys) const = 0;

    /**
     * @brief Makes the specification; SpecBuilder puts one together.
     * @param request at least LeastVms() VMs
     * @param keys as MakeKeys() made them, with the values asked for
     * @throws GeneratorRefusal where the numbers do not fit each other
     */
    virtual Specification Generate(const GeneratorRequest& request, const OwnKeys& keys) const = 0;
};

/// Makes a generator known by its name: one static object in its file.
using GeneratorRegistration = Registration<Generator>;

/// @return the generator, or nullptr
const Generator* FindGenerator(std::string_view name);

/// @return all generators, by name
std::vector<const Generator*> AllGenerators();

/**
 * @brief Makes a specification of a known shape.
 * @throws GeneratorRefusal where the numbers do not fit the kind
 * @throws std::invalid_argument where the kind is unknown, with those that are known
 */
Specification GenerateSpecification(const GeneratorRequest& request);

/// The same with a kind's own keys, instead of those of the request.
Specification GenerateSpecification(const GeneratorRequest& request, const OwnKeys& keys);

} // namespace ns3::vnlab

#endif // VNLAB_SPEC_GENERATOR_H
