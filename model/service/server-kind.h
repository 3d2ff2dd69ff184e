// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SERVER_KIND_H
#define VNLAB_SERVER_KIND_H

#include "model/cloud/cloud-plan.h"
#include "model/guest/guest.h"
#include "model/key/own-keys.h"
#include "model/key/registry.h"
#include "model/substrate/server.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// Where a program runs, and when.
struct ProgramSetting
{
    Server& server;        ///< outlives the program
    const CloudPlan& plan; ///< likewise
    Time start;
    Time stop; ///< nothing is sent at or after it
};

/// A network of a tenant's own outside the cloud, as the keys of its server state it.
struct OwnNetwork
{
    std::string
        vm; ///< "tenant/vm": whose tenant's it is, and whose first path it is to be joined to
    std::string network; ///< prefix
    std::string gateway; ///< name of the server that is to join it; one that IsVirtualGateway()
};

/// What a server runs. It lives as long as the simulation, and is told of the guests' datagrams.
class ServerProgram : public GuestListener
{
  public:
    /// @return what it counted, by name, such as "sent": metric `server.sent.<name of the server>`, which
    ///         takes a row (model/key/metric.h) in the kind's own file
    virtual std::map<std::string, uint64_t> Counts() const = 0;
};

/**
 * @brief A kind of server: what runs on it.
 *
 * To add one, write a file with a subclass and a ServerKindRegistration; `[[substrate.servers]] kind`
 * then knows it by its name. Stateless: one object serves all runs.
 */
class ServerKind
{
  public:
    virtual ~ServerKind() = default;

    /// @return the name in scenario files, such as "site"
    virtual std::string_view Name() const = 0;

    /// @return one line for `vnlab list`
    virtual std::string_view Description() const = 0;

    /// @return the keys of its own in [[substrate.servers]], with their defaults
    virtual std::unique_ptr<OwnKeys> MakeKeys() const;

    /// @return the keys whose values name a VM as "tenant/vm", with those values
    virtual std::vector<std::pair<std::string, std::string>> NamedVms(const OwnKeys& keys) const;

    /// @return whether the control plane's controller runs on it
    virtual bool IsController() const;

    /// @return whether it forwards between hosts, where the control plane uses such
    virtual bool IsGateway() const;

    /// @return whether it is the centre of a VPN, under designs that have such; a cloud has one at most
    virtual bool IsConcentrator() const;

    /// @return whether it joins tenants' own networks to their paths, under designs that do so
    virtual bool IsVirtualGateway() const;

    /// @return the network of a tenant's that is behind it; nothing, by default. Its keys are those of
    ///         OwnNetwork: "network" and "gateway"
    virtual std::optional<OwnNetwork> Network(const OwnKeys& keys) const;

    /// Schedules what the server runs. @param keys as MakeKeys() made them, with the scenario's values
    /// @return nullptr where somebody else runs it, as the control plane runs its controller
    /// @throws std::invalid_argument where the cloud has no VM that a key names
    virtual std::unique_ptr<ServerProgram> Start(const ProgramSetting& setting,
                                                 const OwnKeys& keys) const = 0;
};

/// Makes a kind of server known by its name: one static object in its file.
using ServerKindRegistration = Registration<ServerKind>;

/// @return the kind of server, or nullptr
const ServerKind* FindServerKind(std::string_view name);

/// @return all kinds of server, by name
std::vector<const ServerKind*> AllServerKinds();

} // namespace ns3::vnlab

#endif // VNLAB_SERVER_KIND_H
