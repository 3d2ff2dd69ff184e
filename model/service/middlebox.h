// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MIDDLEBOX_H
#define VNLAB_MIDDLEBOX_H

#include "model/key/own-keys.h"
#include "model/key/registry.h"
#include "model/wire/frame-fields.h"

#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// What a middlebox decides about a packet.
enum class Passage : uint8_t
{
    kOn,      ///< it goes on to its destination
    kOwn,     ///< it is for the VM itself
    kRefused, ///< it ends here
};

/// What runs in a VM that others' packets pass, on one of its vNICs.
class Middlebox
{
  public:
    virtual ~Middlebox() = default;

    /**
     * @brief Looks at a packet of IPv4 that has come to the VM.
     * @param frame may be given another one instead: with other addresses, say
     * @param fields of the frame, which follow it
     */
    virtual Passage Take(Ptr<Packet>& frame, FrameFields& fields, Time now) = 0;

    /// @return what it counted, by name, such as "refused": metric `middlebox.refused.<tenant>/<VM>`
    virtual std::map<std::string, uint64_t> Counts() const = 0;
};

/// Where a middlebox stands. Addresses are the tenant's, IPv4 in host byte order.
struct MiddleboxPlace
{
    struct Peer
    {
        std::string name;
        std::string role;
        uint32_t address;
    };

    uint32_t address{0};     ///< its own
    std::vector<Peer> peers; ///< the VMs of its path, it among them
};

/// Why a middlebox cannot be as its keys say.
struct MiddleboxObjection
{
    std::string key;
    std::string problem; ///< and what is accepted: "is …"
};

/// A word of a key that means VMs of the middlebox's path: a role, or the name of one.
struct MiddleboxMention
{
    std::string key;
    std::string word;
};

/**
 * @brief A kind of middlebox: what it does to packets.
 *
 * To add one, write a file with a subclass and a MiddleboxKindRegistration; `[[middleboxes]] kind` then
 * knows it by its name. Stateless: one object serves all runs.
 */
class MiddleboxKind
{
  public:
    virtual ~MiddleboxKind() = default;

    /// @return the name in scenario files, such as "firewall"
    virtual std::string_view Name() const = 0;

    /// @return one line for `vnlab list`
    virtual std::string_view Description() const = 0;

    /// @return the keys of its own in [[middleboxes]], with their defaults
    virtual std::unique_ptr<OwnKeys> MakeKeys() const = 0;

    /// @return what is wrong with the keys themselves; nothing, by default
    virtual std::optional<MiddleboxObjection> Objection(const OwnKeys& keys) const;

    /// @return the VMs that keys mean, which have to be there; none, by default
    virtual std::vector<MiddleboxMention> Mentions(const OwnKeys& keys) const;

    /// @param keys as MakeKeys() made them, with the scenario's values
    /// @throws std::invalid_argument where nobody among the peers is whom a key names
    virtual std::unique_ptr<Middlebox> Make(const MiddleboxPlace& place,
                                            const OwnKeys& keys) const = 0;
};

/// Makes a kind of middlebox known by its name: one static object in its file.
using MiddleboxKindRegistration = Registration<MiddleboxKind>;

/// @return the kind of middlebox, or nullptr
const MiddleboxKind* FindMiddleboxKind(std::string_view name);

/// @return all kinds of middlebox, by name
std::vector<const MiddleboxKind*> AllMiddleboxKinds();

} // namespace ns3::vnlab

#endif // VNLAB_MIDDLEBOX_H
