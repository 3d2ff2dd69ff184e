// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REGISTRY_H
#define VNLAB_REGISTRY_H

#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief All things of one seam by their names: designs, say, or attacks.
 *
 * A thing has a Name(). Each is added before main by one static object in its own file.
 */
template <class Thing>
class Registry
{
  public:
    /// Made on first use, as registrations run before main in no stated order.
    static Registry& Get()
    {
        static Registry registry;
        return registry;
    }

    /// @throws std::logic_error where the name is taken, which ends the program before main
    void Add(std::unique_ptr<const Thing> thing)
    {
        const std::string name(thing->Name());
        if (!m_things.try_emplace(name, std::move(thing)).second)
        {
            throw std::logic_error("two things of one kind are called \"" + name + "\"");
        }
    }

    /// @return the thing, or nullptr
    const Thing* Find(std::string_view name) const
    {
        const auto it = m_things.find(name);
        return it == m_things.end() ? nullptr : it->second.get();
    }

    /// @return their names, in order
    std::vector<std::string> Names() const
    {
        std::vector<std::string> names;
        for (const auto& [name, thing] : m_things)
        {
            names.push_back(name);
        }
        return names;
    }

    /// @param what a thing is in words: "design"
    /// @throws std::invalid_argument where there is none of the name, with the names that there are
    const Thing& Expect(std::string_view what, std::string_view name) const
    {
        if (const Thing* thing = Find(name))
        {
            return *thing;
        }
        std::string accepted;
        for (const auto& [known, thing] : m_things)
        {
            accepted += (accepted.empty() ? "" : ", ") + known;
        }
        throw std::invalid_argument("no " + std::string(what) + " is called \"" +
                                    std::string(name) + "\"; accepted: " + accepted);
    }

    /// @return all of them, by name
    std::vector<const Thing*> All() const
    {
        std::vector<const Thing*> all;
        for (const auto& [name, thing] : m_things)
        {
            all.push_back(thing.get());
        }
        return all;
    }

  private:
    std::map<std::string, std::unique_ptr<const Thing>, std::less<>> m_things;
};

/// Makes a thing of a seam known by its name: one static object in the thing's file.
template <class Thing>
class Registration
{
  public:
    explicit Registration(std::unique_ptr<const Thing> thing)
    {
        Registry<Thing>::Get().Add(std::move(thing));
    }
};

} // namespace ns3::vnlab

#endif // VNLAB_REGISTRY_H
