"""What mails about weeks say around the facts, in three languages."""

from __future__ import annotations

from projects.wording.languages import Phrase

SUBJECT = Phrase("The week of {}: {}", "Неделя {}: {}", "{} аптасы: {}")
ONLY_CORRECTIONS = Phrase("corrections", "исправления", "түзетулер")
OF_COUNTRY = Phrase("{}. {}", "{}. {}", "{}. {}")
CORRECTED = Phrase(
    "Our mistakes in earlier weeks, corrected",
    "Наши ошибки в прошлых неделях, исправлено",
    "Бұрынғы апталардағы қателеріміз түзетілді",
)
WHOLE = Phrase("The whole week: {}", "Вся неделя: {}", "Бүкіл апта: {}")
WHY = Phrase(
    "You get this mail once a week because this address was left on {} and confirmed. It is used for nothing else.",
    "Вы получаете это письмо раз в неделю, потому что этот адрес оставили на сайте {} и подтвердили. Ни для чего "
    "другого он не используется.",
    "Бұл хат аптасына бір рет келеді, себебі осы мекенжай {} сайтында қалдырылып, расталған. Ол басқа ешнәрсеге "
    "пайдаланылмайды.",
)
STOP = Phrase(
    "Stop this mail and delete the address",
    "Больше не присылать и удалить адрес",
    "Енді жібермеу және мекенжайды өшіру",
)
ASK_SUBJECT = Phrase(
    "Confirm: promises, a week at a time, by mail",
    "Подтвердите: обещания за неделю по почте",
    "Растаңыз: апталық уәделер поштаңызға",
)
ASK = Phrase(
    "Somebody, we hope you, left this address on {} for one mail a week: which promises were made, moved, kept, missed "
    "or fell silent ({}).",
    "Кто-то – надеемся, вы – оставил этот адрес на сайте {}, чтобы раз в неделю получать письмо: какие обещания даны, "
    "изменены, выполнены, сорваны или остались без отчёта ({}).",
    "Біреу (сіз шығарсыз) осы мекенжайды {} сайтында қалдырды: аптасына бір хат – қандай уәделер берілді, өзгертілді, "
    "орындалды, орындалмады немесе есепсіз қалды ({}).",
)
ASK_LINK = Phrase(
    "Open this link and confirm it there. It works for {}.",
    "Откройте ссылку и подтвердите это там. Она действует {}.",
    "Сілтемені ашып, сол жерде растаңыз. Ол {} жарамды.",
)
ASK_BUTTON = Phrase("Confirm the address", "Подтвердить адрес", "Мекенжайды растау")
ASK_ELSE = Phrase(
    "If you did not ask for it, do nothing: no week is sent, and the address is deleted.",
    "Если вы об этом не просили, ничего не делайте: писать о неделях мы не будем, адрес удалится сам.",
    "Мұны сұрамаған болсаңыз, ештеңе істемеңіз: апта туралы хат келмейді, мекенжай өзі өшіріледі.",
)
ASK_WHY = Phrase(
    "This mail was sent because the address was typed on {}.",
    "Это письмо отправлено, потому что адрес ввели на сайте {}.",
    "Бұл хат мекенжай {} сайтында терілгендіктен жіберілді.",
)
ASK_STOP = Phrase(
    "Delete the address now, or never write to it again",
    "Удалить адрес сейчас или никогда больше на него не писать",
    "Мекенжайды қазір өшіру немесе оған енді ешқашан жазбау",
)
EVERYWHERE = Phrase("all countries", "все страны", "барлық ел")
