// Says on the page why a passkey was not used; allauth's script, which asks the browser for it, tells the console.
(() => {
  const problem = document.getElementById('passkey-problem')
  const main = document.querySelector('main')

  function say (words) {
    problem.textContent = words
    problem.hidden = false
    main.prepend(problem)
    problem.scrollIntoView({ block: 'nearest' })
  }

  // Browsers offer passkeys to secure origins with a name: an address like 127.0.0.1 has none.
  const named = !/^[\d.]+$|^\[/.test(location.hostname)
  const possible = window.isSecureContext && window.PublicKeyCredential && named
  const buttons = ['passkey_login', 'mfa_webauthn_add', 'mfa_webauthn_authenticate', 'mfa_webauthn_reauthenticate']
  if (!possible) {
    document.addEventListener('click', event => {
      const button = event.target.closest('button')
      if (!button || !buttons.includes(button.id)) return
      event.preventDefault()
      event.stopPropagation()
      say(problem.dataset.missing)
    }, true)
  }

  document.addEventListener('allauth.error', event => {
    event.preventDefault()
    say(problem.dataset.refused)
  })
})()
